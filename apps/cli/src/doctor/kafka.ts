import { ConfigResourceTypes, type Kafka } from 'kafkajs';
import { TOPICS } from '#contracts/catalogue';
import { connectKafka } from '#messaging/kafka';
import { PARTITIONS, REQUESTS, topicName } from '#messaging/topics';
import { right, type Symptom, wrong } from './checkup';

/** The one version that our patches and settings were proven with (reliability.md section 2). */
const PROVEN_CLIENT = '2.2.4';

interface Patched {
  prototype: { scheduleCheckPendingRequests: { patched?: boolean } };
}

/** The broker, its topics with the settings that keep facts for ever, and the groups that read them. */
export async function examineKafka(brokers: readonly string[], prefix: string): Promise<Symptom[]> {
  const kafka = connectKafka(brokers, 'concerto.doctor', () => undefined);
  return [client(), ...(await examineTopics(kafka, prefix))];
}

function client(): Symptom {
  const { version } = require('kafkajs/package.json') as { version: string };
  const { prototype } = require('kafkajs/src/network/requestQueue') as Patched;
  if (version !== PROVEN_CLIENT)
    return wrong('kafkajs', `version ${version} : seule la ${PROVEN_CLIENT} est éprouvée`);
  if (!prototype.scheduleCheckPendingRequests.patched)
    return wrong('kafkajs', 'la correction de la boucle d’attente n’est pas active');
  return right('kafkajs', `version ${version}, corrections actives`);
}

async function examineTopics(kafka: Kafka, prefix: string): Promise<Symptom[]> {
  const admin = kafka.admin({ retry: { retries: 2 } });
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const wanted = [...TOPICS, REQUESTS].map((topic) => topicName(prefix, topic));
    const missing = wanted.filter((topic) => !existing.has(topic));
    if (missing.length > 0)
      return [wrong('Sujets Kafka', `il manque ${missing.join(', ')} : npm start les crée`)];
    const facts = TOPICS.map((topic) => topicName(prefix, topic));
    const { topics } = await admin.fetchTopicMetadata({ topics: facts });
    const grown = topics.filter((topic) => topic.partitions.length !== PARTITIONS).map((topic) => topic.name);
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: facts.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
    });
    const forgetful = resources
      .filter((one) => !one.resourceName.endsWith('.bmo'))
      .filter(
        (one) => one.configEntries.find((entry) => entry.configName === 'retention.ms')?.configValue !== '-1',
      )
      .map((one) => one.resourceName);
    const { groups } = await admin.listGroups();
    const reading = groups.filter((group) => group.groupId.startsWith(`${prefix}.`)).length;
    return [
      grown.length === 0
        ? right('Partitions', `${PARTITIONS} par sujet`)
        : wrong(
            'Partitions',
            `${grown.join(', ')} n’en a pas ${PARTITIONS} : l’ordre par employeur est rompu, ne rien ajouter`,
          ),
      forgetful.length === 0
        ? right('Rétention', 'les faits sont gardés')
        : wrong('Rétention', `${forgetful.join(', ')} oublie : remettez retention.ms à -1`),
      right('Groupes', `${reading} lecteurs`),
    ];
  } finally {
    await admin.disconnect();
  }
}
