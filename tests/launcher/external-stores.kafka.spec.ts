import { checkKafka, checkPostgres } from '../../apps/launcher/src/external-stores';

test('the stores of today pass the check of stores that are not ours', async () => {
  await expect(checkPostgres(process.env.TEST_DATABASE_URL!)).resolves.toBeUndefined();
  await expect(checkKafka(process.env.TEST_KAFKA_BROKERS!)).resolves.toBeUndefined();
});

test('a wrong password is named without being shown', async () => {
  const url = new URL(process.env.TEST_DATABASE_URL!);
  url.password = 'not-the-one';
  await expect(checkPostgres(url.toString())).rejects.toThrow(
    /^PostgreSQL at [\d.:]+ \(DATABASE_URL\) does not let us in, (?!.*not-the-one).*$/,
  );
});
