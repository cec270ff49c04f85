import { v7 as uuidv7 } from 'uuid';
import type { ToldFact } from '#domain/decision';
import { hashOf } from '#messaging/publish';
import type { Message } from '#messaging/received';

/** A message as it stands on the wire, made by hand, so that a test can damage it. */
export function rawMessage(
  fact: ToldFact,
  version: number,
  damage: { key?: string; headers?: Record<string, string>; body?: Buffer | null } = {},
): Message {
  const body = damage.body === undefined ? Buffer.from(JSON.stringify(fact.data)) : damage.body;
  const time = '2026-01-01T00:00:00.000Z';
  offset += 1;
  return {
    topic: fact.topic,
    partition: 0,
    offset: String(offset),
    key: damage.key ?? fact.key,
    body,
    headers: {
      ce_specversion: '1.0',
      ce_id: uuidv7(),
      ce_type: fact.type,
      ce_time: time,
      ce_recordedat: time,
      ce_version: String(version),
      ce_correlationid: uuidv7(),
      ...(body ? { ce_contenthash: hashOf(body) } : {}),
      ...damage.headers,
    },
  };
}

let offset = 0;
