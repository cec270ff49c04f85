import type { Demonstration } from '../demo/demonstration';
import { asked, DoorRefused, patiently, Unreachable } from '../doors';
import { type DemoFile, readDemoFile, writeDemoFile } from '../installation';
import { progress } from '../output';

/** Refusals that only mean that a fact has not arrived yet: the same request is sent again a little later. */
const NOT_YET = [
  'not-known-yet',
  'employer-not-known-yet',
  'partner-unknown',
  'territory-unknown',
  'not-in-the-body',
  'not-a-member',
];

/** How long one request may wait for facts to arrive. */
const PATIENCE = 120_000;

export interface Known {
  readonly territoryId: string;
  /** By partner code. */
  readonly partnerIds: ReadonlyMap<string, string>;
  /** By unit code. */
  readonly unitIds: ReadonlyMap<string, string>;
  /** By our own reference of the agent. */
  readonly agentIds: ReadonlyMap<string, string>;
}

/** One run of the loading: where the doors are, what to send, and what was kept from an interrupted run. */
export class Loading {
  constructor(
    readonly url: string,
    readonly operatorKey: string,
    readonly seed: string,
    readonly demonstration: Demonstration,
    private readonly demoFile: string,
  ) {}

  say(text: string): void {
    progress(text);
  }

  kept(): DemoFile {
    return readDemoFile(this.demoFile);
  }

  /** Adds to demo.json at once: what was obtained only once must survive a kill. */
  keep(change: Partial<DemoFile>): void {
    writeDemoFile(this.demoFile, { ...this.kept(), ...change });
  }

  /** Does a step that a finished run must not repeat, and remembers in demo.json that it is done in this territory. */
  async once(step: string, { territoryId }: Known, work: () => Promise<void>): Promise<void> {
    const { demonstration } = this.kept();
    const done = demonstration?.territoryId === territoryId ? (demonstration.done ?? []) : [];
    if (done.includes(step)) return;
    await work();
    const { seed } = this;
    const { today } = this.demonstration;
    this.keep({ demonstration: { seed, today, territoryId, done: [...done, step] } });
  }

  /** The operator asks. */
  get<T>(path: string, key = this.operatorKey): Promise<T> {
    return patiently(() => asked<T>(this.url, path, { key }), this.waiting);
  }

  /**
   * Sends a command under a stable idempotency key, so that a second run of the loading changes nothing. Waits while a
   * service is away or has not heard of what the command names.
   */
  post<T>(path: string, id: string, json: unknown, key = this.operatorKey): Promise<T> {
    const headers = { 'idempotency-key': `demo-${this.seed}-${id}` };
    return this.whenKnown(() => asked<T>(this.url, path, { method: 'POST', key, json, headers }));
  }

  /** Repeats a request while it is refused for a fact that has not arrived yet. */
  async whenKnown<T>(request: () => Promise<T>): Promise<T> {
    const asUnreachable = async () => {
      try {
        return await request();
      } catch (error) {
        if (error instanceof DoorRefused && mayComeLater(error)) throw new Unreachable(error.sentence);
        throw error;
      }
    };
    return patiently(asUnreachable, this.waiting, PATIENCE);
  }

  private readonly waiting = (cause: string): void => this.say(`  en attente : ${cause}`);
}

const mayComeLater = ({ answer }: DoorRefused): boolean =>
  answer.status === 429 || NOT_YET.includes(problemType(answer.body));

/** The slug of a problem's `type`. */
const problemType = (body: unknown): string =>
  String((body as { type?: string } | null)?.type ?? '')
    .split('/')
    .at(-1)!;
