import { NestFactory } from '@nestjs/core';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { connectKafka } from '#messaging/kafka';
import { Rebuild, type Rebuilt } from '#messaging/rebuild';
import { UnitOfWork } from '#messaging/unit-of-work';
import type { Config } from './config';
import { DEFINITION, type ServiceDefinition } from './service.module';
import { CONFIG, LOG } from './tokens';

/** Builds one projection of a service again while the service runs; an error that lists them when the name is unknown. */
export async function rebuildProjection(module: unknown, name: string | undefined): Promise<Rebuilt> {
  const app = await NestFactory.createApplicationContext(module as never, {
    logger: false,
    abortOnError: false,
  });
  try {
    const definition = app.get<ServiceDefinition>(DEFINITION);
    const projection = definition.projections?.find((one) => one.name === name);
    if (!projection) {
      const known = (definition.projections ?? []).map((one) => one.name).join(', ');
      throw new Error(`${definition.name} has no projection called "${name ?? ''}"; it has ${known}.`);
    }
    const config = app.get<Config>(CONFIG);
    const log = app.get<Logger>(LOG);
    const run = uuidv7();
    const clientId = `${config.prefix}.${definition.name}.rebuild.${run}`;
    const kafka = connectKafka(config.kafkaBrokers, clientId, (level, message, details) =>
      log[level](details, message),
    );
    const place = {
      kafka,
      prefix: config.prefix,
      service: definition.name,
      unitOfWork: app.get(UnitOfWork),
      run,
    };
    return await new Rebuild(place, projection).once();
  } finally {
    await app.close();
  }
}
