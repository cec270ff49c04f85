import type { Kafka, Producer } from 'kafkajs';
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
  private producer: Producer | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly prefix: string,
  ) {}

  async ask(missing: MissingFacts): Promise<void> {
    if (!this.producer) {
      this.producer = this.kafka.producer({
        idempotent: false,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
      });
      await this.producer.connect();
    }
    await this.producer.send({
      acks: -1,
      topic: topicName(this.prefix, REQUESTS),
      messages: [{ key: missing.topic, value: JSON.stringify(missing) }],
    });
  }

  async close(): Promise<void> {
    await this.producer?.disconnect().catch(() => undefined);
  }
}

/** Puts facts of this service's own log back into its outbox: same ids, same versions; who has them sees repeats. */
export async function sendAgain(
  unitOfWork: UnitOfWork,
  service: string,
  body: Buffer | null,
): Promise<number> {
  const asked = body ? (JSON.parse(body.toString('utf8')) as MissingFacts) : undefined;
  if (asked?.topic !== service) return 0;
  const rows = await unitOfWork.run([], (tx) =>
    tx.query(
      `insert into outbox_pending (shard, topic, key, version)
         select (hashtext(key) & 2147483647) % 4, topic, key, version from event_log e
          where topic = $1 and key = $2 and version between $3 and $4
            and not exists (select from outbox_pending p where (p.topic, p.key, p.version) = (e.topic, e.key, e.version))
          order by version limit $5
       returning version`,
      [service, asked.key, asked.from, asked.to, AT_MOST],
    ),
  );
  return rows.length;
}
