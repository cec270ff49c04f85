import 'reflect-metadata';
import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { ToldFact } from '#domain/decision';
import { Applier } from '#messaging/apply';
import { hashOf } from '#messaging/publish';
import type { Message } from '#messaging/received';
import { Sweep } from '#messaging/sweep';
import { definitionOf } from '#service/describe-service';
import { type CallerIdentity, IDENTITY_HEADER, OPERATOR, signIdentity } from '#service/identity';
import { Scheduler } from '#service/schedule';
import { createAdapter } from '#service/start-service';
import { createDatabases, freshPrefix, serverUrl } from './database';
import { TEST_SECRET } from './secret';

export { TEST_SECRET };

export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Record<string, unknown>;
}

type Payload = object | string | Buffer;

export interface Http {
  get<T = Record<string, unknown>>(url: string, headers?: Record<string, string>): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(
    url: string,
    body?: Payload,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  patch<T = Record<string, unknown>>(
    url: string,
    body?: Payload,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  put<T = Record<string, unknown>>(
    url: string,
    body?: Payload,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  delete<T = Record<string, unknown>>(url: string, headers?: Record<string, string>): Promise<Answer<T>>;
}

export interface ServiceUnderTest {
  readonly app: INestApplication;
  readonly prefix: string;
  /** Requests as this caller, as the gateway would forward them; `null` is nobody. */
  http(caller?: Partial<CallerIdentity> | null): Http;
  /** Facts of other services, as Kafka would bring them: in one batch per topic, with the next versions of their keys. */
  feed(facts: readonly ToldFact[]): Promise<void>;
  /** Retries what waits, now. */
  sweep(): Promise<number>;
  query<T = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<T[]>;
  /** Moves business time forward: an ISO 8601 duration or a PostgreSQL interval. */
  advance(duration: string): Promise<void>;
  /** One turn of every schedule. */
  tick(): Promise<number>;
  /** Everything that the service told, in order. */
  told(
    type?: string,
  ): Promise<{ type: string; key: string; version: number; payload: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

/** A service, in this process, on a fresh database of the real PostgreSQL; facts are handed to its own consumer. */
export async function serviceUnderTest(module: unknown): Promise<ServiceUnderTest> {
  const prefix = freshPrefix();
  Object.assign(process.env, {
    CONCERTO_PREFIX: prefix,
    DATABASE_URL: serverUrl(),
    KAFKA_BROKERS: process.env.TEST_KAFKA_BROKERS || '127.0.0.1:1',
    CONCERTO_IDENTITY_SECRET: TEST_SECRET,
    CONCERTO_DEMO: '1',
    CONCERTO_LOG_LEVEL: process.env.CONCERTO_LOG_LEVEL ?? 'silent',
  });
  const { name } = definitionOf(module);
  const drop = await createDatabases(prefix, [name]);
  const built = await Test.createTestingModule({ imports: [module as never] }).compile();
  const app = built.createNestApplication<NestFastifyApplication>(
    createAdapter(() => false),
    { logger: false },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const dataSource = app.get(DataSource);
  const versions = new Map<string, number>();
  let offset = 0;

  const messageOf = (fact: ToldFact): Message => {
    const id = `${fact.topic} ${fact.key}`;
    const version = (versions.get(id) ?? 0) + 1;
    versions.set(id, version);
    offset += 1;
    const body = Buffer.from(JSON.stringify(fact.data));
    const time = (fact.occurredAt ?? new Date()).toISOString();
    return {
      topic: fact.topic,
      partition: 0,
      offset: String(offset),
      key: fact.key,
      body,
      headers: {
        ce_specversion: '1.0',
        ce_id: uuidv7(),
        ce_type: fact.type,
        ce_time: time,
        ce_recordedat: time,
        ce_version: String(version),
        ce_correlationid: uuidv7(),
        ce_contenthash: hashOf(body),
      },
    };
  };

  const send = async (
    caller: Partial<CallerIdentity> | null,
    method: string,
    url: string,
    body?: Payload,
    extra = {},
  ) => {
    const identity =
      caller === null
        ? {}
        : { [IDENTITY_HEADER]: await signIdentity({ ...OPERATOR, ...caller }, TEST_SECRET) };
    const answer = await app.inject({
      method: method as 'GET',
      url,
      headers: { ...identity, ...extra },
      ...(body === undefined ? {} : { payload: body as never }),
    });
    const json = String(answer.headers['content-type'] ?? '').includes('json') && answer.body !== '';
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: (json && !String(answer.headers['content-type']).includes('ndjson')
        ? answer.json()
        : answer.body) as never,
    };
  };

  return {
    app,
    prefix,
    http: (caller = {}) => ({
      get: (url, headers) => send(caller, 'GET', url, undefined, headers),
      post: (url, body, headers) => send(caller, 'POST', url, body, headers),
      patch: (url, body, headers) => send(caller, 'PATCH', url, body, headers),
      put: (url, body, headers) => send(caller, 'PUT', url, body, headers),
      delete: (url, headers) => send(caller, 'DELETE', url, undefined, headers),
    }),
    feed: async (facts) => {
      const applier = app.get(Applier);
      const topics = [...new Set(facts.map((fact) => fact.topic))];
      for (const topic of topics) {
        await applier.apply(facts.filter((fact) => fact.topic === topic).map(messageOf));
      }
    },
    sweep: async () => {
      await dataSource.query(
        "update parked_key set next_attempt_at = clock_timestamp() where state = 'WAITING'",
      );
      return app.get(Sweep).once();
    },
    query: (sql, parameters) => dataSource.query(sql, parameters),
    advance: async (duration) => {
      await dataSource.query('update business_clock set shift = shift + $1::interval', [duration]);
    },
    tick: () => app.get(Scheduler).once(),
    told: (type) =>
      dataSource.query(
        `select type, key, version, payload from event_log where $1::text is null or type = $1 order by recorded_at, key, version`,
        [type ?? null],
      ),
    close: async () => {
      await app.close();
      await drop();
    },
  };
}
