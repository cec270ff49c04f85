import { testKafka } from '../support/broker';
import { settled } from '../support/settled';

/** What stands on the broker under a topic: the versions of each key, in the order of the log, repeats among them. */
export async function toldOnBroker(topic: string, kafka = testKafka()): Promise<Map<string, number[]>> {
  const consumer = kafka.consumer({ groupId: `${topic}.seen-${Date.now()}` });
  const admin = kafka.admin();
  await admin.connect();
  // Just after its start a broker leads a topic partition by partition.
  const ends = await settled(
    `every partition of ${topic} is led`,
    () => admin.fetchTopicOffsets(topic).catch(() => []),
    (led) => led.length > 0,
  );
  let left = ends.reduce((sum, one) => sum + Number(one.high), 0);
  await admin.disconnect();
  const seen = new Map<string, number[]>();
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve) => {
      if (left === 0) resolve();
      void consumer.run({
        eachMessage: async ({ message }) => {
          const key = String(message.key);
          seen.set(key, [...(seen.get(key) ?? []), Number(message.headers?.ce_version)]);
          left -= 1;
          if (left === 0) resolve();
        },
      });
    });
  } finally {
    await consumer.disconnect();
  }
  return seen;
}

/** The first time that each version comes, in the order of the log: what a reader of applied versions sees. */
export const firstTimes = (versions: readonly number[]): number[] =>
  versions.filter((version, at) => versions.indexOf(version) === at);

export const upTo = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);
