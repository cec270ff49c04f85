import { entryOfType } from '#contracts/contract';
import { faultsIn } from '#contracts/schema';
import { hashOf } from './publish';

/** A fact as a consumer gets it. */
export interface Received<T extends object = object> {
  readonly eventId: string;
  readonly type: string;
  /** The name of the service that told it. */
  readonly topic: string;
  readonly key: string;
  /** Position in its (topic, key), from 1, without gap. */
  readonly version: number;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly correlationId: string;
  readonly data: T;
}

/** A message as it stood on the wire: what is parked keeps it byte for byte. */
export interface Message {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** What can be said of a message without trusting its body: enough to keep the order of its key. */
export interface Position {
  readonly key: string;
  readonly version: number;
  readonly type: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The key, version and type of a message, or undefined when it is none of ours: nothing here may fail in PostgreSQL. */
export function positionOf(message: Message): Position | undefined {
  const version = Number(message.headers.ce_version);
  const type = message.headers.ce_type;
  if (!message.key || message.key.includes('\0') || !type) return undefined;
  if (!Number.isSafeInteger(version) || version < 1) return undefined;
  if (!UUID.test(message.headers.ce_id ?? '')) return undefined;
  return { key: message.key, version, type };
}

/** Reads a message strictly; a message of ours that breaks its contract is a fault of its producer, thrown. */
export function read(message: Message, position: Position): Received {
  const { headers, body } = message;
  if (!body) throw new Error('the message has no body');
  if (headers.ce_contenthash && headers.ce_contenthash !== hashOf(body)) {
    throw new Error('the body does not match its hash');
  }
  const entry = entryOfType(position.type);
  if (!entry) throw new Error(`unknown fact ${position.type}`);
  const data = JSON.parse(body.toString('utf8')) as object;
  const faults = faultsIn(entry.fact, data);
  if (faults.length > 0) throw new Error(`${position.type} breaks its contract: ${faults.join('; ')}`);
  return {
    eventId: required(headers, 'ce_id'),
    type: position.type,
    topic: message.topic,
    key: position.key,
    version: position.version,
    occurredAt: timeIn(headers, 'ce_time'),
    recordedAt: timeIn(headers, headers.ce_recordedat ? 'ce_recordedat' : 'ce_time'),
    correlationId: headers.ce_correlationid ?? required(headers, 'ce_id'),
    data,
  };
}

function required(headers: Readonly<Record<string, string>>, name: string): string {
  const value = headers[name];
  if (!value) throw new Error(`the header ${name} is missing`);
  return value;
}

function timeIn(headers: Readonly<Record<string, string>>, name: string): Date {
  const time = new Date(required(headers, name));
  if (Number.isNaN(time.getTime())) throw new Error(`the header ${name} is no time`);
  return time;
}
