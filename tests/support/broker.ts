import { Kafka, logLevel } from 'kafkajs';
import { v7 as uuidv7 } from 'uuid';
import type { ToldFact } from '#domain/decision';
import { hashOf } from '#messaging/publish';
import { applyTopics, topicName } from '#messaging/topics';

/** The Kafka of this run, started by the project's own commands (tests/support/stores.ts). */
export function brokers(): string[] {
  const addresses = process.env.TEST_KAFKA_BROKERS;
  if (!addresses) throw new Error('No Kafka: run jest with tests/jest.config.cjs, or set TEST_KAFKA_BROKERS');
  return addresses.split(',');
}

export const testKafka = (): Kafka =>
  new Kafka({ clientId: 'test', brokers: brokers(), logLevel: logLevel.NOTHING });

/** The topics of an installation of its own on the shared broker. */
export const createTopics = (prefix: string): Promise<void> => applyTopics(testKafka(), prefix);

/** Tells facts as another service would: with the next versions of their keys, in order. */
export function teller(prefix: string) {
  const versions = new Map<string, number>();
  const producer = testKafka().producer({ allowAutoTopicCreation: false });
  let connected: Promise<void> | undefined;

  const messageOf = (fact: ToldFact) => {
    const id = `${fact.topic} ${fact.key}`;
    const version = (versions.get(id) ?? 0) + 1;
    versions.set(id, version);
    const value = JSON.stringify(fact.data);
    const time = (fact.occurredAt ?? new Date()).toISOString();
    return {
      topic: topicName(prefix, fact.topic),
      message: {
        key: fact.key,
        value,
        headers: {
          ce_specversion: '1.0',
          ce_id: uuidv7(),
          ce_type: fact.type,
          ce_time: time,
          ce_recordedat: time,
          ce_version: String(version),
          ce_correlationid: uuidv7(),
          ce_contenthash: hashOf(value),
        },
      },
    };
  };

  return {
    /** Makes messages without sending them, so that a test can repeat, drop or damage some. */
    make: (facts: readonly ToldFact[]) => facts.map(messageOf),
    send: async (messages: readonly ReturnType<typeof messageOf>[]) => {
      connected ??= producer.connect();
      await connected;
      const topics = [...new Set(messages.map((one) => one.topic))];
      await producer.sendBatch({
        acks: -1,
        topicMessages: topics.map((topic) => ({
          topic,
          messages: messages.filter((one) => one.topic === topic).map((one) => one.message),
        })),
      });
    },
    close: () => producer.disconnect(),
  };
}
