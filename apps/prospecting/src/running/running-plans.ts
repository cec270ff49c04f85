import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { PlanInputs } from '#allocation/plan-inputs';
import { type Config, databaseName, databaseUrlOf } from '#service/config';
import { CONFIG, LOG } from '#service/tokens';
import { GrantProposedLead } from '../commands/grant-proposed-lead';
import { LeaveUnassigned } from '../commands/leave-unassigned';
import { ReturnProspect } from '../commands/return-prospect';
import { FollowedPlan } from '../domain/followed-plan';
import type { PlanEvent } from '../domain/plan-event';
import { becauseOf } from '../domain/proposal';
import { PlanOwnership } from './plan-ownership';

/** Events read at once: as many as are applied in the blink of an eye. */
const AT_ONCE = 2_000;

interface Followed {
  readonly plan: FollowedPlan;
  /** The last event applied. */
  position: number;
}

/**
 * The engines of the running plans that this instance owns. Each is a cache: built from the plan's frozen inputs and its
 * events, fed with the events that follow, thrown away with the ownership. What it proposes are commands, which the
 * database judges; what they came to reaches it as events.
 */
@Injectable()
export class RunningPlans implements OnApplicationShutdown {
  private readonly followed = new Map<string, Followed>();
  private readonly ownership: PlanOwnership;

  constructor(
    private readonly commands: CommandBus,
    @Inject(CONFIG) config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {
    const database = databaseName(config.prefix, 'prospecting');
    this.ownership = new PlanOwnership({ connectionString: databaseUrlOf(config.databaseUrl, database) });
  }

  /** Follows every running plan that nobody else owns, until nothing moves any more. */
  async follow(): Promise<void> {
    const open = await this.ownership.query<{ id: string }>(
      'select plan_id as id from plan_stream where open order by plan_id',
      [],
    );
    await this.letGo(new Set(open.map((row) => row.id)));
    for (const { id } of open) {
      if (await this.ownership.claim(id)) await this.advance(id);
      else this.followed.delete(id);
    }
  }

  /** Where each plan of this instance stands. */
  positions(): { planId: string; position: number }[] {
    return [...this.followed]
      .filter(([planId]) => this.ownership.owns(planId))
      .map(([planId, { position }]) => ({ planId, position }));
  }

  /** The engine of a plan that this instance owns. */
  of(planId: string): FollowedPlan | undefined {
    return this.ownership.owns(planId) ? this.followed.get(planId)?.plan : undefined;
  }

  onApplicationShutdown(): Promise<void> {
    return this.ownership.close();
  }

  private async letGo(open: ReadonlySet<string>): Promise<void> {
    for (const planId of [...this.followed.keys()]) {
      // An engine without its lock is of no use: another may have gone on.
      if (open.has(planId) && this.ownership.owns(planId)) continue;
      this.followed.delete(planId);
      await this.ownership.release(planId);
    }
  }

  private async advance(planId: string): Promise<void> {
    const followed = this.followed.get(planId) ?? (await this.build(planId));
    for (let last = ''; ; ) {
      await this.catchUp(planId, followed);
      const orders = await this.ordersOf(planId, followed);
      const asked = JSON.stringify(orders);
      // The same again: what they came to is not told yet, or never will be. The next turn asks again.
      if (orders.length === 0 || asked === last) return;
      last = asked;
      for (const order of orders) await this.commands.execute(order);
    }
  }

  private async build(planId: string): Promise<Followed> {
    const started = performance.now();
    const [row] = await this.ownership.query<{ inputs: PlanInputs }>(
      'select inputs from plan_inputs where plan_id = $1',
      [planId],
    );
    const followed = { plan: new FollowedPlan(row!.inputs), position: 0 };
    await this.catchUp(planId, followed);
    this.followed.set(planId, followed);
    const ms = Math.round(performance.now() - started);
    const { primal, dual } = followed.plan.proof().certificate;
    const stands = { planId, position: followed.position, ms, primal, dual };
    if (primal === dual) this.log.info(stands, 'follows a running plan');
    else this.log.error(stands, 'follows a running plan whose proof does not hold: tell the developers');
    return followed;
  }

  private async catchUp(planId: string, followed: Followed): Promise<void> {
    for (;;) {
      const events = await this.ownership.query<{ position: number; event: PlanEvent }>(
        'select position, event from plan_event where plan_id = $1 and position > $2 order by position limit $3',
        [planId, followed.position, AT_ONCE],
      );
      for (const { position, event } of events) {
        followed.plan.apply(event);
        followed.position = position;
      }
      if (events.length < AT_ONCE) return;
    }
  }

  private async ordersOf(planId: string, { plan, position }: Followed): Promise<object[]> {
    const [clock] = await this.ownership.query<{ now: Date }>('select business_now() as now', []);
    const due = plan.dueBack(clock!.now);
    // Who is back competes for the visits that are free: first it is told, then it is proposed.
    if (due.length > 0) return due.map((employerId) => new ReturnProspect(planId, position, employerId));
    const proposals = plan
      .proposals()
      .map(
        ({ employerId, unitId, letGo, worth }) =>
          new GrantProposedLead({ planId, position, employerId, unitId }, becauseOf(letGo, worth)),
      );
    const left = plan.leftOver().map((employerId) => new LeaveUnassigned(planId, position, employerId));
    return [...proposals, ...left];
  }
}
