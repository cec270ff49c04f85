import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';

test('a test run has a PostgreSQL and a Kafka of its own, in UTF-8 and UTC', async () => {
  const client = new Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  const { rows } = await client.query(
    "select current_setting('server_version_num')::int / 10000 as major, current_setting('server_encoding') as encoding, current_setting('timezone') as zone, lower('ÉCOLE') as lowered",
  );
  await client.query('create extension if not exists pg_trgm');
  await client.query('create extension if not exists btree_gist');
  await client.query('create extension if not exists unaccent');
  await client.end();
  expect(rows).toEqual([{ major: 18, encoding: 'UTF8', zone: 'UTC', lowered: 'école' }]);

  const kafka = new Kafka({ brokers: [process.env.TEST_KAFKA_BROKERS!], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const cluster = await admin.describeCluster();
  await admin.disconnect();
  expect(cluster.brokers).toHaveLength(1);
});
