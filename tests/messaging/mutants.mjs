/**
 * Breaks each guarantee of libs/messaging once and says whether its test goes red: `node tests/messaging/mutants.mjs`,
 * or with names of mutants. The sources are put back whatever happens. Exit 1 when a mutant survives.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const src = (file) => join(root, 'libs/messaging/src', `${file}.ts`);

/** name: [test file, title, [source, what stands there, what is put instead]...] */
const MUTANTS = {
  'the version check is gone': [
    'hazards-consumer.kafka',
    'K8:',
    ['advance', 'if (version <= stands) continue;', ''],
    ['advance', 'version === stands + 1', 'version <= stands + 1'],
  ],
  'the outbox is emptied before the answer of the broker': [
    'hazards-client.kafka',
    'P2:',
    [
      'relay',
      '    try {\n      await this.produce(rows);',
      '    await this.forget(client, rows);\n    try {\n      await this.produce(rows);',
    ],
  ],
  'the offset is committed before the transaction': [
    'hazards-consumer.kafka',
    'K7:',
    [
      'batch-reader',
      '        await this.take(service, batch.partition, chunk);',
      '        await this.commit(payload, chunk.at(-1)!.offset);\n        await this.take(service, batch.partition, chunk);',
    ],
  ],
  'heads are locked as they come': [
    'unit-of-work.pg',
    'never deadlocks',
    ['unit-of-work', '[...new Set(keys)].sort()', '[...new Set(keys)]'],
    [
      'migrations',
      'perform 1 from key_head where topic = unit_topic and key = any(keys) order by key for update;',
      'perform 1 from unnest(keys) with ordinality u(k, o) join key_head h on h.topic = unit_topic and h.key = u.k order by o for update of h;',
    ],
  ],
  'K1: a consumer given up is not replaced': [
    'hazards-consumer.kafka',
    'K1:',
    ['group-member', 'if (payload.restart || this.stopping) return;', 'return;'],
  ],
  'K2: a new group starts at the end': [
    'hazards-consumer.kafka',
    'K2:',
    ['group-member', 'fromBeginning: true', 'fromBeginning: false'],
  ],
  'K3: a batch is resolved whole': [
    'hazards-consumer.kafka',
    'K3:',
    ['group-member', 'eachBatchAutoResolve: false', 'eachBatchAutoResolve: true'],
    ['group-member', 'autoCommit: false', 'autoCommit: true'],
  ],
  'K4: no heartbeat during a batch': [
    'hazards-consumer.kafka',
    'K4:',
    ['batch-reader', '      heartbeat().catch((error: unknown) => {\n        lost = error;\n      });', ''],
  ],
  'K6: an error of resolveOffset goes to kafkajs': [
    'hazards-consumer.kafka',
    'K6: takes',
    [
      'batch-reader',
      "if (isMembership(error)) throw error;\n      this.options.log('warn', 'consumer: an offset",
      "throw error;\n      this.options.log('warn', 'consumer: an offset",
    ],
    [
      'batch-reader',
      '      if (isMembership(error)) throw error;\n      this.pause',
      '      throw error;\n      this.pause',
    ],
  ],
  'K7: a breakdown goes to kafkajs': [
    'hazards-consumer.kafka',
    'K7:',
    [
      'batch-reader',
      '      if (isMembership(error)) throw error;\n      this.pause',
      '      throw error;\n      this.pause',
    ],
  ],
  'K9: the dead predecessor stays': [
    'hazards-consumer.kafka',
    'K9:',
    ['kafka', 'if (members.length === 0) return 0;', 'return 0;'],
  ],
  'K10: nobody watches': [
    'hazards-consumer.kafka',
    'K10:',
    [
      'group-member',
      'if (this.stopping || this.reopening ||',
      'if (this.joined || this.stopping || this.reopening ||',
    ],
  ],
  'C1: one try to join': [
    'hazards-client.kafka',
    'C1:',
    ['group-member', 'await this.pause(pause);\n', 'return;\n'],
  ],
  'C2: a silent socket is kept': [
    'hazards-client.kafka',
    'C2:',
    ['kafka', 'socket.destroy(new Error(', 'void (new Error('],
  ],
  'C3: a farewell without a limit': [
    'hazards-client.kafka',
    'C3:',
    ['group-member', 'LEAVE_WITHIN_MS = 8_000', 'LEAVE_WITHIN_MS = 80_000'],
  ],
  'R1: the queue is looked at every millisecond': [
    'hazards-client.kafka',
    'R1:',
    ['kafka', '  patchRequestQueue();\n', ''],
  ],
  'P1: an unknown outcome counts as told': [
    'hazards-client.kafka',
    'P2:',
    [
      'relay',
      '        this.state.unknownOutcomes += 1;\n        throw error;',
      '        this.state.unknownOutcomes += 1;\n        return this.forget(client, rows);',
    ],
  ],
  'P3: no key': ['hazards-data.kafka', 'P3:', ['relay', 'key: row.key, value', 'value']],
  'D1: the broker keeps what partners send': [
    'hazards-data.kafka',
    'D1:',
    ['topics', "'compression.type': 'gzip'", "'compression.type': 'producer'"],
  ],
  'D2: the hash is not looked at': [
    'hazards-data.kafka',
    'D2:',
    ['received', 'headers.ce_contenthash !== hashOf(body)', 'headers.ce_contenthash === undefined'],
  ],
  'D3: the sender says the time': [
    'hazards-data.kafka',
    'D3:',
    ['topics', "'LogAppendTime'", "'CreateTime'"],
  ],
};

const wanted = process.argv.slice(2);
let survivors = 0;
for (const [name, [file, title, ...changes]] of Object.entries(MUTANTS)) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const kept = new Map();
  try {
    for (const [source, from, to] of changes) {
      const path = src(source);
      const text = readFileSync(path, 'utf8');
      if (!kept.has(path)) kept.set(path, text);
      if (!text.includes(from)) throw new Error(`${name}: ${source} no longer holds "${from}"`);
      writeFileSync(path, text.replace(from, to));
    }
    const spec = `tests/messaging/${file}.spec.ts`;
    const args = ['jest', '-c', 'tests/jest.config.cjs', spec, '-t', title, '--forceExit'];
    const env = { ...process.env, TEST_WAIT_MS: '20000' };
    const { status } = spawnSync('npx', args, { cwd: root, encoding: 'utf8', env });
    if (status === 0) survivors += 1;
    process.stdout.write(`${status === 0 ? 'SURVIVES' : 'red     '}  ${name}  (${spec}, ${title})\n`);
  } finally {
    for (const [path, text] of kept) writeFileSync(path, text);
  }
}
process.exit(survivors > 0 ? 1 : 0);
