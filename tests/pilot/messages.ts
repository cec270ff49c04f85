import { v5 as uuidv5 } from 'uuid';
import type { ToldFact } from '#domain/decision';
import { hashOf } from '#messaging/publish';
import type { Message } from '#messaging/received';
import { randomOf } from './year-of-facts';

/** Facts as Kafka would bring them: versions without gap in each (topic, key), in the order given. */
export function messagesOf(facts: readonly ToldFact[]): Message[] {
  const versions = new Map<string, number>();
  return facts.map((fact, index) => {
    const position = `${fact.topic} ${fact.key}`;
    const version = (versions.get(position) ?? 0) + 1;
    versions.set(position, version);
    const body = Buffer.from(JSON.stringify(fact.data));
    const time = (fact.occurredAt ?? new Date('2026-01-01T00:00:00Z')).toISOString();
    return {
      topic: fact.topic,
      partition: 0,
      offset: String(index),
      key: fact.key,
      body,
      headers: {
        ce_id: uuidv5(`${position} ${version}`, 'a9b7ba70-783b-317e-9998-dc4dd82eb3c5'),
        ce_type: fact.type,
        ce_time: time,
        ce_recordedat: time,
        ce_version: String(version),
        ce_correlationid: 'a-correlation-of-the-tests',
        ce_contenthash: hashOf(body),
      },
    };
  });
}

/** Batches of one topic each, topics and keys in another order, some messages twice; each key keeps its own order. */
export function shuffledBatches(messages: readonly Message[], seed: number): Message[][] {
  const random = randomOf(seed);
  const keys = new Map<string, Message[]>();
  for (const message of messages) {
    const id = `${message.topic} ${message.key}`;
    keys.set(id, [...(keys.get(id) ?? []), message]);
  }
  const waiting = [...keys.values()].map((list) => [...list]);
  const batches: Message[][] = [];
  while (waiting.length > 0) {
    const topic = random.pick(waiting)[0]!.topic;
    const batch: Message[] = [];
    for (let turn = 0; turn < 40; turn++) {
      const same = waiting.filter((list) => list[0]!.topic === topic);
      if (same.length === 0) break;
      const list = random.pick(same);
      const message = list.shift()!;
      batch.push(message);
      if (random.chance(0.2)) batch.push(message);
      if (list.length === 0) waiting.splice(waiting.indexOf(list), 1);
    }
    batches.push(batch);
    if (random.chance(0.3)) batches.push(random.pick(batches));
  }
  return batches;
}
