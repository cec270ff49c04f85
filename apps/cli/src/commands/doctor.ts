import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { databaseAccess } from '../databases';
import { examine, right, type Symptom, wrong } from '../doctor/checkup';
import { examineKafka } from '../doctor/kafka';
import { examineServer, examineServices } from '../doctor/postgres';
import { examineRunningPlans } from '../doctor/running-plans';
import { installation } from '../installation';
import { CommandFailed, data, EXIT, json } from '../output';

const FREE_AT_LEAST = 0.1;

/** `concerto doctor`: what stands in the way of the promises, before it does harm. */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('Examine PostgreSQL, Kafka, les bases et le disque ; code 0 si tout est en ordre.')
    .option('--json', 'en JSON')
    .action(async (options: { json?: boolean }) => {
      const symptoms = await checkup();
      if (options.json) json({ symptoms });
      else for (const one of symptoms) data(`${one.ok ? 'ok   ' : 'ÉCART'}  ${one.what} : ${one.detail}`);
      if (symptoms.some((one) => !one.ok)) process.exitCode = EXIT.error;
    });
}

async function checkup(): Promise<Symptom[]> {
  const { serverUrl, prefix } = databaseAccess();
  const { kafkaBrokers, demoFile } = installation();
  if (!kafkaBrokers)
    throw new CommandFailed('Aucun Kafka connu : démarrez Concerto (npm start), ou donnez KAFKA_BROKERS.');
  return [
    ...(await examine('PostgreSQL', () => examineServer(serverUrl))),
    ...(await examine('Bases', examineServices)),
    ...(await examine('Plans en cours', examineRunningPlans)),
    ...(await examine('Kafka', () => examineKafka(kafkaBrokers.split(','), prefix))),
    ...(await examine('Disque', async () => [disk(dirname(demoFile))])),
  ];
}

function disk(folder: string): Symptom {
  const { bavail, blocks } = statfsSync(folder);
  const free = bavail / blocks;
  const shown = `${Math.round(free * 100)} % libres`;
  return free >= FREE_AT_LEAST
    ? right('Disque', shown)
    : wrong('Disque', `${shown} : libérez de la place avant que l’écriture ne cesse`);
}
