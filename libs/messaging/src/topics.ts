import type { Admin, Kafka } from 'kafkajs';
import { TOPICS } from '#contracts/catalogue';

/** Never changed: growth is a new version of the topic (ARCHITECTURE, "Identity and keys"). */
export const PARTITIONS = 12;
/** BR-59: what comes from BMO is kept for thirteen months, everything else for ever. */
const BMO_RETENTION_MS = 396 * 24 * 3600 * 1000;

/** Where consumers ask for facts that never came (requests.ts); not a topic of facts. */
export const REQUESTS = 'requests';
const REQUESTS_RETENTION_MS = 24 * 3600 * 1000;

/** The name on the broker of a service's topic. Its consumer group has the same name, and neither is ever renamed. */
export const topicName = (prefix: string, service: string): string => `${prefix}.${service}`;

/** The service of a topic's name on the broker. */
export const serviceOf = (prefix: string, topic: string): string => topic.slice(prefix.length + 1);

const RETENTION_MS: Record<string, number> = { bmo: BMO_RETENTION_MS, [REQUESTS]: REQUESTS_RETENTION_MS };

/** Creates the topics of the contracts that are missing and waits until each partition has a leader. */
export async function applyTopics(kafka: Kafka, prefix: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const replicationFactor = Math.min(3, (await admin.describeCluster()).brokers.length);
    const missing = [...TOPICS, REQUESTS].filter((service) => !existing.has(topicName(prefix, service)));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map((service) => ({
        topic: topicName(prefix, service),
        numPartitions: service === REQUESTS ? 1 : PARTITIONS,
        replicationFactor,
        configEntries: Object.entries({
          'cleanup.policy': 'delete',
          'retention.ms': String(RETENTION_MS[service] ?? -1),
          'retention.bytes': '-1',
          'compression.type': 'gzip',
          'message.timestamp.type': 'LogAppendTime',
          'unclean.leader.election.enable': 'false',
        }).map(([name, value]) => ({ name, value })),
      })),
    });
    await untilLed(
      admin,
      missing.map((service) => topicName(prefix, service)),
    );
  } finally {
    await admin.disconnect();
  }
}

/** kafkajs' own wait fails on a broker that does not know the new topic yet (UNKNOWN_TOPIC_OR_PARTITION). */
async function untilLed(admin: Admin, topics: string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { topics: seen } = await admin.fetchTopicMetadata({ topics });
      const led = seen.every(
        (topic) => topic.partitions.length > 0 && topic.partitions.every((one) => one.leader >= 0),
      );
      if (led && seen.length === topics.length) return;
    } catch (error) {
      if (attempt >= 100) throw error;
    }
    if (attempt >= 200) throw new Error(`The topics ${topics.join(', ')} have no leader after 20 s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
