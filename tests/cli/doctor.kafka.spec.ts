import { examineKafka } from '../../apps/cli/src/doctor/kafka';
import { examineServer } from '../../apps/cli/src/doctor/postgres';
import { brokers, createTopics, testKafka } from '../support/broker';
import { freshPrefix, serverUrl } from '../support/database';
import { settled } from '../support/settled';

const wrongs = (symptoms: readonly { what: string; ok: boolean }[]) =>
  symptoms.filter((one) => !one.ok).map((one) => one.what);

describe('concerto doctor', () => {
  it('finds nothing wrong with Kafka as the project starts it', async () => {
    const prefix = freshPrefix();
    await createTopics(prefix);
    expect(wrongs(await examineKafka(brokers(), prefix))).toEqual([]);
  });

  it('names a topic that is missing, one that forgets, and one that has grown', async () => {
    const prefix = freshPrefix();
    expect(wrongs(await examineKafka(brokers(), prefix))).toEqual(['Sujets Kafka']);
    await createTopics(prefix);
    const admin = testKafka().admin();
    await admin.connect();
    await admin.alterConfigs({
      validateOnly: false,
      resources: [
        { type: 2, name: `${prefix}.offers`, configEntries: [{ name: 'retention.ms', value: '1000' }] },
      ],
    });
    await admin.createPartitions({ topicPartitions: [{ topic: `${prefix}.bmo`, count: 13 }] });
    await admin.disconnect();
    await settled(
      'both are named',
      async () => wrongs(await examineKafka(brokers(), prefix)),
      (seen) => seen.join() === 'Partitions,Rétention',
    );
  });

  it('names a server that does not keep what it acknowledges, as the throwaway one of a test run', async () => {
    expect(wrongs(await examineServer(serverUrl()))).toEqual(['Durabilité']);
  });
});
