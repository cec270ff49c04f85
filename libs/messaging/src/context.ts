import { AsyncLocalStorage } from 'node:async_hooks';
import { v7 as uuidv7 } from 'uuid';

/** Who does what because of what: carried from the door to the journal, the event log and the wire. */
export interface Context {
  /** One id from the first request through Kafka to the last projection. */
  readonly correlationId: string;
  /** The fact that causes what is told now, when one does. */
  readonly causationId: string | null;
  /** The correlation of each fact of a batch, by its event id, for facts told with `causedBy`. */
  readonly causes?: ReadonlyMap<string, string>;
  /** `person:<id>`, `key:<id>`, `operator`, or the service itself. */
  readonly caller: string;
  readonly partnerId: string | null;
  readonly command?: string;
}

const storage = new AsyncLocalStorage<Context>();

/** The context in force; outside any, the process acts for itself under a new correlation. */
export const context = (): Context =>
  storage.getStore() ?? { correlationId: uuidv7(), causationId: null, caller: 'service', partnerId: null };

/** Runs `work` with what is given over the context in force. */
export const within = <T>(own: Partial<Context>, work: () => T): T =>
  storage.run({ ...context(), ...own }, work);
