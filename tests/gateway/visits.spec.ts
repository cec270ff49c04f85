import fc from 'fast-check';
import { schemaOf } from '#contracts/schema';
import { Invalid } from '#domain/refused';
import { candidates, judgeAgain } from '../../apps/gateway/src/domain/judge-report';
import { type Line, Lines } from '../../apps/gateway/src/domain/lines';
import { isLate } from '../../apps/gateway/src/domain/outcome';
import { fieldsIgnored, fieldsKnown, readVisit } from '../../apps/gateway/src/domain/read-visit';
import { FIELD_HINTS, VisitReport } from '../../apps/gateway/src/domain/visit-report';

const NOW = new Date('2026-03-12T10:00:00Z');
const reporter = {
  partnerId: 'own',
  partners: new Map([
    ['plie-metz', 'own'],
    ['ml-metz', 'other'],
  ]),
};
const report = {
  eventId: 'evt-1',
  visitId: 'v-1',
  revision: 1,
  sourceSystem: 'i-milo',
  siret: '732 829 320 00074',
  occurredAt: '2026-03-12T10:30:00+01:00',
  status: 'HELD',
  channel: 'VISIT',
  initiative: 'PARTNER',
};

const faultOf = (raw: unknown): string => {
  try {
    readVisit(raw, reporter, NOW);
  } catch (error) {
    if (error instanceof Invalid) return `${error.errors[0]?.code} ${error.errors[0]?.pointer}`;
    throw error;
  }
  return 'read';
};

describe('A visit reported by a partner', () => {
  it('is read with its SIRET bare and its instants in UTC', () => {
    expect(readVisit({ ...report, jointWith: ['ml-metz', 'plie-metz'] }, reporter, NOW)).toEqual({
      ...report,
      siret: '73282932000074',
      occurredAt: '2026-03-12T09:30:00.000Z',
      jointWith: ['other'],
      notBefore: null,
      backfill: false,
    });
  });

  it('says « pas maintenant » only when it was said: what was sent before keeps its content (BR-30, BR-45)', () => {
    expect(readVisit({ ...report, notNow: true }, reporter, NOW)).toMatchObject({ notNow: true });
    const before = JSON.stringify(readVisit(report, reporter, NOW));
    for (const notNow of [false, null])
      expect(JSON.stringify(readVisit({ ...report, notNow }, reporter, NOW))).toBe(before);
  });

  it('received more than three days after is late, a planned one never (BR-48)', () => {
    const receivedAt = NOW;
    expect(isLate({ occurredAt: new Date('2026-03-09T09:59:00Z'), receivedAt })).toBe(true);
    expect(isLate({ occurredAt: new Date('2026-03-09T10:00:00Z'), receivedAt })).toBe(false);
    expect(isLate({ occurredAt: new Date('2026-04-09T10:00:00Z'), receivedAt })).toBe(false);
  });

  it.each([
    ['with a wrong check digit', { siret: '73282932000075' }, 'siret-check-digit /siret'],
    ['with a SIRET written as a number', { siret: 73282932000074 }, 'field-invalid /siret'],
    [
      'held in eleven minutes (BR-47)',
      { occurredAt: '2026-03-12T10:11:00Z' },
      'held-in-the-future /occurredAt',
    ],
    ['on 31 February', { occurredAt: '2026-02-31T10:00:00Z' }, 'date-invalid /occurredAt'],
    ['at 25 o’clock', { occurredAt: '2026-02-03T25:00:00Z' }, 'date-invalid /occurredAt'],
    ['without offset', { occurredAt: '2026-03-12T10:00:00' }, 'field-invalid /occurredAt'],
    ['without event id', { eventId: undefined }, 'field-missing /eventId'],
    ['with half a revision', { revision: 1.5 }, 'field-invalid /revision'],
    ['with an unknown channel', { channel: 'PIGEON' }, 'field-invalid /channel'],
    ['with an unknown partner', { jointWith: ['ml-metz', 'nobody'] }, 'partner-unknown /jointWith/1'],
    ['with a list of lists', { jointWith: [['ml-metz']] }, 'field-invalid /jointWith'],
  ])('%s says which field is wrong', (_case, change, expected) => {
    expect(faultOf({ ...report, ...change })).toBe(expected);
  });

  it.each([null, 12, 'text', [], [report]])('that is %j is refused as no object', (raw) => {
    expect(faultOf(raw)).toBe('not-an-object ');
  });

  it('planned next month, or held within the ten minutes of a clock ahead, is fine', () => {
    expect(faultOf({ ...report, status: 'PLANNED', occurredAt: '2026-04-12T10:00:00Z' })).toBe('read');
    expect(faultOf({ ...report, occurredAt: '2026-03-12T10:09:59Z' })).toBe('read');
  });

  it('has no free text: fields that nobody asked for are named and left aside', () => {
    const chatty = { ...report, comment: 'M. Dupont est malade', siret: 'x' };
    expect(fieldsIgnored(chatty)).toEqual(['comment']);
    expect(JSON.stringify(fieldsKnown(chatty))).not.toContain('Dupont');
  });

  it('has a hint for each of its fields', () => {
    const properties = Object.keys(schemaOf(VisitReport).properties as object).sort();
    expect(Object.keys(FIELD_HINTS).sort()).toEqual(properties);
  });
});

describe('An event id (BR-45)', () => {
  const sent = (eventId: string, revision: number, contentHash: string) => ({
    sourceSystem: 'crm',
    eventId,
    revision,
    contentHash,
  });

  it('comes again in a batch only with a higher revision', () => {
    const [a1, a1again, a2, a0, b1] = [
      sent('a', 1, 'x'),
      sent('a', 1, 'x'),
      sent('a', 2, 'y'),
      sent('a', 0, 'z'),
      sent('b', 1, 'x'),
    ];
    expect(candidates([a1, a1again, a2, a0, b1])).toEqual([a1, a2, b1]);
  });

  it('with the content that was kept is a repeat, with other content a conflict', () => {
    const kept = [{ ...sent('a', 1, 'x'), reportId: 'r1' }];
    expect(judgeAgain(sent('a', 1, 'x'), kept)).toEqual({ kind: 'repeat', reportId: 'r1' });
    expect(judgeAgain(sent('a', 1, 'y'), kept)).toEqual({ kind: 'conflict' });
    expect(judgeAgain(sent('b', 1, 'x'), kept)).toEqual({ kind: 'conflict' });
  });
});

describe('A stream of lines', () => {
  const cut = (bytes: Buffer, sizes: number[], max = 1000): Line[] => {
    const lines = new Lines(max);
    const found: Line[] = [];
    let at = 0;
    for (const size of sizes) {
      found.push(...lines.push(bytes.subarray(at, at + size)));
      at += size;
    }
    found.push(...lines.push(bytes.subarray(at)));
    return [...found, ...lines.end()];
  };

  it('is the same however it is cut into chunks', () => {
    const text = Buffer.from('\ufeff{"é":1}\r\n\n{"b":2}\n{"c":"€"}', 'utf8');
    const whole = cut(text, []);
    expect(whole.map(({ number, text: line }) => [number, line?.trim()])).toEqual([
      [1, '{"é":1}'],
      [3, '{"b":2}'],
      [4, '{"c":"€"}'],
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 12 }), (sizes) => {
        expect(cut(text, sizes)).toEqual(whole);
      }),
    );
  });

  it('drops an oversized line and keeps those around it', () => {
    const text = Buffer.from(`a\n${'x'.repeat(5000)}\nb\n`);
    expect(cut(text, [10, 100, 4000], 100)).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: null, cause: 'line-too-long' },
      { number: 3, text: 'b' },
    ]);
  });

  it('names a line that is no UTF-8', () => {
    expect(cut(Buffer.from([0x41, 0x0a, 0xe9, 0x0a]), [])).toEqual([
      { number: 1, text: 'A' },
      { number: 2, text: null, cause: 'line-not-utf8' },
    ]);
  });
});
