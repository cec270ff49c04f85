import { setTimeout as wait } from 'node:timers/promises';
import type { OwnedProcess } from './owned-process';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
/** Whoever ran so long is forgiven its earlier falls. */
const STEADY_AFTER_MS = 30_000;

export interface Supervision {
  name: string;
  /** Starts it once; called again after each fall. */
  start: () => Promise<OwnedProcess>;
  /** Ends a start that is under way as well; without it, only what `start` gave back is stopped. */
  stop?: () => Promise<void>;
  /** Told each time it runs anew, and each time it has ended unasked. */
  changed?: (what: 'running' | 'fallen', detail: string) => void;
}

/** Keeps one process running: starts it again when it ends, at once at first, then after longer and longer pauses. */
export class Supervised {
  falls = 0;
  private process: OwnedProcess | undefined;
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;

  constructor(private readonly supervision: Supervision) {}

  get name(): string {
    return this.supervision.name;
  }

  get pid(): number | undefined {
    return this.process?.running ? this.process.pid : undefined;
  }

  /** Starts it; rejects when the first start fails, and watches over it from then on. */
  async start(): Promise<void> {
    this.process = await this.supervision.start();
    this.supervision.changed?.('running', '');
    this.loop = this.watch(this.process);
  }

  /** Stops it for good; resolves when it is gone. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.supervision.stop?.(), this.process?.stop()]);
    await this.loop;
    // A start that was under way when the stop came.
    if (this.process?.running) await this.process.stop();
  }

  /** Ends it without waiting for its work. */
  kill(): void {
    this.stopping.abort();
    this.process?.signal('SIGKILL');
  }

  private async watch(first: OwnedProcess): Promise<void> {
    let process: OwnedProcess | undefined = first;
    let pause = FIRST_PAUSE_MS;
    let since = Date.now();
    while (true) {
      const ending = process === undefined ? undefined : await process.ended;
      if (this.stopping.signal.aborted) return;
      if (ending !== undefined) this.fell(ending.signal ?? `exit code ${ending.code}`);
      if (Date.now() - since > STEADY_AFTER_MS) pause = FIRST_PAUSE_MS;
      if (!(await this.pauseFor(pause))) return;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      since = Date.now();
      process = await this.again();
    }
  }

  private async again(): Promise<OwnedProcess | undefined> {
    try {
      this.process = await this.supervision.start();
      this.supervision.changed?.('running', '');
      return this.process;
    } catch (error) {
      this.fell(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  private fell(why: string): void {
    this.falls++;
    this.supervision.changed?.('fallen', why);
  }

  private async pauseFor(ms: number): Promise<boolean> {
    return wait(ms, true, { signal: this.stopping.signal }).catch(() => false);
  }
}
