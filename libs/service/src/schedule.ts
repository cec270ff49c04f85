import type { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { within } from '#messaging/context';
import type { Transaction, UnitOfWork } from '#messaging/unit-of-work';

/** Something that time does. With `due`: one command for each id found; without: one command a turn. */
export interface Schedule {
  readonly name: string;
  readonly seconds: number;
  due?(tx: Transaction, limit: number): Promise<readonly string[]>;
  command(id: string): object;
}

export const everySeconds = (
  seconds: number,
  name: string,
  work: Pick<Schedule, 'due' | 'command'>,
): Schedule => ({ name, seconds, ...work });

const AT_ONCE = 200;

/**
 * Runs the schedules of a service. The scan only proposes ids: each command runs the pure rule again under the locks of
 * its own object, and a unique key makes the act single, so several instances may run the same schedule. After a stop
 * of days it catches up, full page after full page, one action each.
 */
export class Scheduler {
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopping = false;
  private readonly turns = new Set<Promise<void>>();

  constructor(
    private readonly schedules: readonly Schedule[],
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandBus,
    private readonly log: Logger,
  ) {}

  start(): void {
    for (const schedule of this.schedules) this.later(schedule, 0);
  }

  /** Waits for the turns in hand. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.turns);
  }

  /** One turn of every schedule, now: what tests call after advancing the clock. Returns how many commands ran. */
  async once(): Promise<number> {
    let ran = 0;
    for (const schedule of this.schedules) ran += await this.turn(schedule);
    return ran;
  }

  private later(schedule: Schedule, ms: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      const turn = this.turn(schedule).then(
        () => undefined,
        (error: unknown) =>
          this.log.warn({ schedule: schedule.name, error: (error as Error).message }, 'a scan failed'),
      );
      this.turns.add(turn);
      void turn.finally(() => {
        this.turns.delete(turn);
        if (!this.stopping) this.later(schedule, schedule.seconds * 1000);
      });
    }, ms);
    this.timers.add(timer);
  }

  private async turn(schedule: Schedule): Promise<number> {
    if (!schedule.due) return this.order(schedule, '');
    let ran = 0;
    const tried = new Set<string>();
    while (!this.stopping) {
      const found = await this.unitOfWork.run([], (tx) => schedule.due!(tx, AT_ONCE));
      const ids = found.filter((id) => !tried.has(id));
      for (const id of ids) {
        tried.add(id);
        ran += await this.order(schedule, id);
      }
      if (ids.length === 0 || found.length < AT_ONCE) break;
    }
    return ran;
  }

  private async order(schedule: Schedule, id: string): Promise<number> {
    const command = schedule.command(id);
    try {
      await within({ caller: 'clock', command: command.constructor.name }, () =>
        this.commands.execute(command),
      );
      return 1;
    } catch (error) {
      this.log.warn(
        { schedule: schedule.name, id, error: (error as Error).message },
        'a scheduled command failed',
      );
      return 0;
    }
  }
}
