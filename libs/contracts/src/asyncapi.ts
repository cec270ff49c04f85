import type { FactEntry } from './contract';
import { type JsonSchema, schemaOf } from './schema';

/** JSON Schema of a fact, as published: one file per type, at an address that does not change. */
export const publishedSchema = (entry: FactEntry): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `/schemas/${entry.type}.json`,
  title: entry.type,
  description: entry.says,
  ...schemaOf(entry.fact),
});

/** AsyncAPI 3 of a service: what it tells on its own topic, and what it hears on others'. */
export function asyncApiOf(
  service: string,
  tells: readonly FactEntry[],
  hears: readonly FactEntry[],
): JsonSchema {
  const topics = [...new Set([...tells, ...hears].map((entry) => entry.topic))].sort();
  return {
    asyncapi: '3.0.0',
    info: {
      title: `Concerto: facts of ${service}`,
      version: '1.0.0',
      license: { name: 'MIT' },
      description: 'CloudEvents 1.0 in Kafka binary mode; the message key keeps the order.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map((topic) => [topic, channelOf(topic, [...tells, ...hears])])),
    operations: {
      ...operationsOf('send', tells),
      ...operationsOf('receive', hears),
    },
    components: {
      messages: Object.fromEntries([...tells, ...hears].map((entry) => [entry.type, messageOf(entry)])),
    },
  };
}

const channelOf = (topic: string, entries: readonly FactEntry[]): JsonSchema => ({
  address: `{prefix}.${topic}`,
  parameters: { prefix: { description: 'The installation, `concerto` by default.', default: 'concerto' } },
  messages: Object.fromEntries(
    entries
      .filter((entry) => entry.topic === topic)
      .map((entry) => [entry.type, { $ref: `#/components/messages/${entry.type}` }]),
  ),
});

function operationsOf(action: 'send' | 'receive', entries: readonly FactEntry[]): JsonSchema {
  const topics = [...new Set(entries.map((entry) => entry.topic))].sort();
  return Object.fromEntries(
    topics.map((topic) => [
      `${action}-${topic}`,
      {
        action,
        channel: { $ref: `#/channels/${topic}` },
        messages: entries
          .filter((entry) => entry.topic === topic)
          .map((entry) => ({ $ref: `#/channels/${topic}/messages/${entry.type}` })),
      },
    ]),
  );
}

const messageOf = (entry: FactEntry): JsonSchema => ({
  name: entry.type,
  title: entry.type,
  summary: entry.says,
  contentType: 'application/json',
  headers: {
    type: 'object',
    required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_version'],
    properties: {
      ce_specversion: { const: '1.0' },
      ce_id: { type: 'string', format: 'uuid' },
      ce_source: { type: 'string' },
      ce_type: { const: entry.type },
      ce_time: { type: 'string', format: 'date-time', description: 'When it happened.' },
      ce_version: {
        type: 'string',
        description: 'Position of the fact in its topic and key, from 1, without gap.',
      },
      ce_correlationid: { type: 'string' },
      ce_contenthash: { type: 'string', description: 'SHA-256 of the body, in hexadecimal.' },
    },
  },
  payload: schemaOf(entry.fact),
  bindings: { kafka: { key: { type: 'string', description: entry.key } } },
});
