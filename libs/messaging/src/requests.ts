import type { Kafka, Producer } from 'kafkajs';
import { SHARDS } from './publish';
import { REQUESTS, topicName } from './topics';
import type { UnitOfWork } from './unit-of-work';

/** A consumer's word that versions of a key never came: whoever owns the topic sends them again. */
export interface MissingFacts {
  readonly topic: string;
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/** At most so many versions are sent again for one request: a consumer that lost more asks again. */
const AT_MOST = 1_000;

/** Asks the owners of facts to send again what never came, over the broker: no service calls another. */
export class Requests {
  private connecting: Promise<Producer> | undefined;
  private closed = false;

  constructor(
    private readonly kafka: Kafka,
    private readonly prefix: string,
  ) {}

  async ask(missing: MissingFacts): Promise<void> {
    if (this.closed) return;
    const producer = await this.connected();
    await producer.send({
      acks: -1,
      topic: topicName(this.prefix, REQUESTS),
      messages: [{ key: missing.topic, value: JSON.stringify(missing) }],
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    const producer = await this.connecting?.catch(() => undefined);
    await producer?.disconnect().catch(() => undefined);
  }

  /** One producer for all that is asked; one that could not connect is not kept. */
  private connected(): Promise<Producer> {
    if (this.connecting) return this.connecting;
    const producer = this.kafka.producer({
      idempotent: false,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    });
    this.connecting = producer.connect().then(() => producer);
    this.connecting.catch(() => {
      this.connecting = undefined;
      producer.disconnect().catch(() => undefined);
    });
    return this.connecting;
  }
}

/**
 * Puts facts of this service's own log back into its outbox: same ids, same versions; who has them sees repeats. What is
 * no request is passed over: the topic of requests must not stop at it. Returns how many facts are sent again.
 */
export async function sendAgain(
  unitOfWork: UnitOfWork,
  service: string,
  body: Buffer | null,
): Promise<number> {
  const asked = requestIn(body);
  if (asked?.topic !== service) return 0;
  const rows = await unitOfWork.run([], (tx) =>
    tx.query(
      `insert into outbox_pending (shard, topic, key, version)
         select (hashtext(key) & 2147483647) % ${SHARDS}, topic, key, version from event_log e
          where topic = $1 and key = $2 and version between $3 and $4
            and not exists (select from outbox_pending p where (p.topic, p.key, p.version) = (e.topic, e.key, e.version))
          order by version limit $5
       returning version`,
      [service, asked.key, asked.from, asked.to, AT_MOST],
    ),
  );
  return rows.length;
}

function requestIn(body: Buffer | null): MissingFacts | undefined {
  try {
    const asked = JSON.parse(String(body)) as MissingFacts | null;
    const whole = Number.isSafeInteger(asked?.from) && Number.isSafeInteger(asked?.to);
    return whole && typeof asked?.key === 'string' && !asked.key.includes('\0') ? asked : undefined;
  } catch {
    return undefined;
  }
}
