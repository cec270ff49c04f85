import type { Kafka } from 'kafkajs';
import { TOPICS } from '#contracts/catalogue';

/** Never changed: growth is a new version of the topic (ARCHITECTURE, "Identity and keys"). */
export const PARTITIONS = 12;
/** BR-59: what comes from BMO is kept for thirteen months, everything else for ever. */
const BMO_RETENTION_MS = 396 * 24 * 3600 * 1000;

/** The name on the broker of a service's topic. Its consumer group has the same name, and neither is ever renamed. */
export const topicName = (prefix: string, service: string): string => `${prefix}.${service}`;

/** The service of a topic's name on the broker. */
export const serviceOf = (prefix: string, topic: string): string => topic.slice(prefix.length + 1);

/** Creates the topics of the contracts that are missing and waits until each partition has a leader. */
export async function applyTopics(kafka: Kafka, prefix: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const replicationFactor = Math.min(3, (await admin.describeCluster()).brokers.length);
    const missing = TOPICS.filter((service) => !existing.has(topicName(prefix, service)));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((service) => ({
        topic: topicName(prefix, service),
        numPartitions: PARTITIONS,
        replicationFactor,
        configEntries: Object.entries({
          'cleanup.policy': 'delete',
          'retention.ms': String(service === 'bmo' ? BMO_RETENTION_MS : -1),
          'retention.bytes': '-1',
          'compression.type': 'gzip',
          'message.timestamp.type': 'LogAppendTime',
          'unclean.leader.election.enable': 'false',
        }).map(([name, value]) => ({ name, value })),
      })),
    });
  } finally {
    await admin.disconnect();
  }
}
