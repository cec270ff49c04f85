import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { Applier } from '#messaging/apply';
import { Commits } from '#messaging/commits';
import { FactServer } from '#messaging/fact-server';
import { connectKafka, type KafkaLog } from '#messaging/kafka';
import { Readers } from '#messaging/readers';
import { Relay } from '#messaging/relay';
import { Sweep } from '#messaging/sweep';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Config, databaseName, databaseUrlOf } from './config';
import { describeService } from './describe-service';
import { Liveness } from './liveness';
import { createLog, NestLog } from './log';
import { rebuildProjection } from './rebuild-projection';
import { Scheduler } from './schedule';
import { DEFINITION, type ServiceDefinition } from './service.module';
import { CONFIG, LOG } from './tokens';

/** A stop that takes longer is cut: what was acknowledged is in PostgreSQL already. */
const STOP_WITHIN_MS = 25_000;
/** Bodies that are read whole; streams (imports, bulk) have their own limits. */
const BODY_LIMIT = 1_048_576;
const STREAMED = ['application/octet-stream', 'application/x-ndjson', 'text/csv'];

type Module = Parameters<typeof NestFactory.create>[0];

/** Builds the HTTP side of a service without opening a port: what start-up and tests share. */
export function createAdapter(stopping: () => boolean): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
  });
  const fastify = adapter.getInstance();
  fastify.addContentTypeParser(
    STREAMED,
    (_request: unknown, payload: unknown, done: (e: null, b: unknown) => void) => done(null, payload),
  );
  // A kept-alive connection would hold the stop for a minute (messaging.md section 6).
  fastify.addHook('onSend', async (_request, reply) => {
    if (stopping()) void reply.header('connection', 'close');
  });
  return adapter;
}

export interface Started {
  readonly app: NestFastifyApplication;
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a service: database, HTTP, schedules, relay and consumer, in the order that loses nothing. */
export async function runService(module: Module, fail: (error: Error) => void): Promise<Started> {
  let stopping = false;
  const app = await NestFactory.create<NestFastifyApplication>(
    module,
    createAdapter(() => stopping),
    {
      logger: new NestLog(createLog('nest')),
      abortOnError: false,
    },
  );
  const { name } = app.get<ServiceDefinition>(DEFINITION);
  const config = app.get<Config>(CONFIG);
  const log = app.get<Logger>(LOG);
  const liveness = app.get(Liveness);
  const kafkaLog: KafkaLog = (level, message, details) => log[level](details, message);
  const clientId = `${config.prefix}.${name}.${config.instance}`;
  const kafka = connectKafka(config.kafkaBrokers, clientId, kafkaLog);
  const facts = new FactServer(
    { kafka, prefix: config.prefix, service: name, clientId, log: kafkaLog, fail },
    app.get(Readers),
    app.get(Applier),
    app.get(Sweep),
    app.get(UnitOfWork),
  );
  const relay = new Relay(
    kafka,
    { connectionString: databaseUrlOf(config.databaseUrl, databaseName(config.prefix, name)) },
    config.prefix,
    app.get(Commits),
    kafkaLog,
  );
  liveness.consuming = () => facts.healthy;
  liveness.relayed = () => relay.state;
  liveness.measure();
  app.connectMicroservice<MicroserviceOptions>({ strategy: facts });
  // Command handlers are registered by init(): a fact must not be dispatched before (messaging.md section 6).
  await app.init();
  app.get(CommandBus);
  relay.start();
  app.get(Scheduler).start();
  // Kafka being away must not keep the door closed: the consumer joins when it can.
  app.startAllMicroservices().catch((error: unknown) => fail(error as Error));
  await app.listen(config.port, config.host);
  const url = await app.getUrl();
  log.info({ url }, 'started');

  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    liveness.stopping = true;
    await app.get(Scheduler).stop();
    await facts.close();
    await relay.stop();
    await app.close();
    log.info('stopped');
  };
  return { app, url, stop };
}

/**
 * The main function of a service's process. With the argument `describe` it prints what the service promises and ends;
 * with `rebuild NAME` it builds that projection again beside the live one; otherwise it runs until it is told to stop, or until nothing but a new process can help.
 */
export async function startService(module: Module): Promise<void> {
  const [, , order, name] = process.argv;
  if (order === 'describe') {
    process.stdout.write(JSON.stringify(await describeService(module)));
    return;
  }
  if (order === 'rebuild') {
    process.stdout.write(`${JSON.stringify(await rebuildProjection(module, name))}\n`);
    process.exit(0);
  }
  let started: Started | undefined;
  const end = (code: number): void => {
    setTimeout(() => process.exit(code || 1), STOP_WITHIN_MS).unref();
    const stopped = started?.stop() ?? Promise.resolve();
    stopped.then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  const fail = (error: Error): void => {
    process.stderr.write(
      `${JSON.stringify({ level: 60, msg: 'ends: only a new process can help', error: error.message })}\n`,
    );
    end(1);
  };
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  process.on('unhandledRejection', (reason) =>
    fail(reason instanceof Error ? reason : new Error(String(reason))),
  );
  try {
    started = await runService(module, fail);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}
