import { addDays, type LocalDate } from '#domain/local-date';
import type { DemoContactEvent, VisitBody } from './contact-event';
import { fictitiousSiren, fictitiousSiret } from './fictitious-siret';
import type { Random } from './random';
import { officeHour } from './working-year';

/**
 * What real feeds do to their events: later revisions overtake earlier ones, some come days late, some twice, some
 * twice with another content (BR-45), some are held in the future (BR-47), unreadable (BR-01) or of an employer that
 * nobody knows yet (BR-50). The given events are the partner's own, in sending order, all of them acceptable.
 */
export function disturbed(
  random: Random,
  events: readonly DemoContactEvent[],
  today: LocalDate,
): DemoContactEvent[] {
  const stream = events.map((event, n) => ({
    at: n + (random.chance(0.05) ? random.int(20, 300) : 0),
    event,
  }));
  stream.sort((a, b) => a.at - b.at);
  const sent = stream.map(({ event }) => event);
  overtake(random, sent);
  return withIntruders(random, sent, today);
}

/** The second revision of one planned visit in twenty is sent before the first. */
function overtake(random: Random, sent: DemoContactEvent[]): void {
  const firsts = new Map<string, number>();
  sent.forEach(({ body }, n) => {
    const first = firsts.get(body.visitId);
    if (first === undefined) firsts.set(body.visitId, n);
    else if (random.chance(0.05)) [sent[first], sent[n]] = [sent[n]!, sent[first]!];
  });
}

function withIntruders(
  random: Random,
  sent: readonly DemoContactEvent[],
  today: LocalDate,
): DemoContactEvent[] {
  const after = new Map<number, DemoContactEvent[]>();
  const insert = (at: number, event: DemoContactEvent) => after.set(at, [...(after.get(at) ?? []), event]);
  const somewhere = () => random.int(Math.floor(sent.length / 2), sent.length - 1);
  const like = (n: number, change: Partial<VisitBody>): VisitBody => ({
    ...sent[n]!.body,
    eventId: `${sent[n]!.body.eventId}-s`,
    visitId: `${sent[n]!.body.visitId}-s`,
    revision: 1,
    backfill: false,
    ...change,
  });

  const partnerCode = sent[0]!.partnerCode;
  for (let n = 0; n < sent.length; n++)
    if (random.chance(0.015))
      insert(random.int(n, Math.min(n + 500, sent.length - 1)), { ...sent[n]!, expected: 'REPEAT' });
  for (let k = 0; k < 6; k++) {
    const n = somewhere();
    const status = sent[n]!.body.status === 'NO_SHOW' ? 'CANCELLED' : 'NO_SHOW';
    const body: VisitBody = { ...sent[n]!.body, status };
    insert(n, { partnerCode, body, expected: 'CONFLICT' });
  }
  for (let k = 0; k < 3; k++) {
    const occurredAt = officeHour(random, addDays(today, random.int(8, 40)));
    insert(somewhere(), {
      partnerCode,
      body: like(k * 3 + 1, { status: 'HELD', occurredAt }),
      expected: 'REFUSED',
    });
  }
  for (let k = 0; k < 4; k++) {
    const n = 20 + k * 3;
    const { siret } = sent[n]!.body;
    const wrong = k % 2 ? siret.slice(1) : `${siret.slice(0, 13)}${(Number(siret[13]) + 1) % 10}`;
    insert(somewhere(), { partnerCode, body: like(n, { siret: wrong }), expected: 'REFUSED' });
  }
  for (let k = 0; k < 8; k++) {
    const siret = fictitiousSiret(fictitiousSiren(80_000 + random.int(0, 9999)), 1);
    insert(somewhere(), {
      partnerCode,
      body: like(40 + k * 3, { siret, status: 'HELD' }),
      expected: 'ACCEPTED',
    });
  }
  return sent.flatMap((event, n) => [event, ...(after.get(n) ?? [])]);
}
