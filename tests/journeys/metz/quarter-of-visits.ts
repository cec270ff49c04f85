/** A lead that a partner's software knows to be its own. */
export interface KnownLead {
  readonly leadId: string;
  readonly siret: string;
}

export interface VisitBody {
  readonly eventId: string;
  readonly visitId: string;
  readonly revision: number;
  readonly sourceSystem: string;
  readonly siret: string;
  readonly occurredAt: string;
  readonly status: string;
  readonly channel: string;
  readonly initiative: string;
}

/** An event with the partner that sends it, by its place in the list. */
export interface Sent {
  readonly partner: number;
  readonly body: VisitBody;
}

/** What a week of the territory is made of. */
export interface Week {
  readonly events: readonly Sent[];
  /** Leads that their partner gives back: which, and why. */
  readonly declined: readonly { partner: number; leadId: string; reason: string }[];
  /** Kept for the next week: late reports. */
  readonly late: readonly Sent[];
}

const REASONS = ['NO_CAPACITY', 'NOT_OUR_EMPLOYER', 'CONFLICT_OF_INTEREST', 'EMPLOYER_REFUSED'];
const HOUR = 3_600_000;

/** Numbers that look drawn and are the same at each run (mulberry32). */
export function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A week of what partners' softwares say: planned visits announced, held, missed or called off; visits by others, some
 * where somebody else leads; calls without an answer; follow-ups that are no prospecting, up to `size` events. A part is
 * sent twice, a part late, and all of it out of order.
 */
export function weekOf(
  week: number,
  now: Date,
  leads: readonly (readonly KnownLead[])[],
  everybody: readonly string[],
  size: number,
  draw: () => number,
): Week {
  const events: Sent[] = [];
  const declined: Week['declined'][number][] = [];
  let count = 0;
  const visit = (partner: number, siret: string, own: Partial<VisitBody> = {}): VisitBody => {
    count += 1;
    const hoursAgo = 1 + Math.floor(draw() * 120);
    return {
      eventId: `w${week}-${count}`,
      visitId: `w${week}-v${count}`,
      revision: 1,
      sourceSystem: `crm-${partner}`,
      siret,
      occurredAt: new Date(now.getTime() - hoursAgo * HOUR).toISOString(),
      status: 'HELD',
      channel: 'VISIT',
      initiative: 'PARTNER',
      ...own,
    };
  };
  const again = (body: VisitBody, revision: number, own: Partial<VisitBody>): VisitBody => ({
    ...body,
    ...own,
    revision,
    eventId: `${body.eventId}-r${revision}`,
  });
  const anyOf = <T>(all: readonly T[]): T => all[Math.floor(draw() * all.length)]!;

  leads.forEach((own, partner) => {
    for (const { leadId, siret } of own) {
      const chance = draw();
      const first = visit(partner, siret);
      if (chance < 0.1) {
        const { occurredAt } = first;
        events.push({
          partner,
          body: { ...first, status: 'PLANNED', occurredAt: new Date(now.getTime() + HOUR).toISOString() },
        });
        if (draw() < 0.8) events.push({ partner, body: again(first, 2, { status: 'HELD', occurredAt }) });
        else events.push({ partner, body: again(first, 2, { status: 'CANCELLED' }) });
      } else if (chance < 0.14) events.push({ partner, body: first });
      else if (chance < 0.18)
        events.push({ partner, body: { ...first, status: 'NO_ANSWER', channel: 'CALL' } });
      else if (chance < 0.2) declined.push({ partner, leadId, reason: anyOf(REASONS) });
      else if (chance < 0.21) {
        const other = (partner + 1 + Math.floor(draw() * (leads.length - 1))) % leads.length;
        events.push({
          partner: other,
          body: visit(other, siret, { initiative: draw() < 0.5 ? 'PARTNER' : 'EMPLOYER' }),
        });
      }
    }
  });
  for (let n = 0; n < size / 50; n += 1) {
    const partner = Math.floor(draw() * leads.length);
    events.push({ partner, body: visit(partner, anyOf(everybody)) });
  }
  while (events.length < size) {
    const partner = Math.floor(draw() * leads.length);
    const body = visit(partner, anyOf(everybody), { channel: 'CALL', initiative: 'OFFER_FOLLOW_UP' });
    events.push({ partner, body });
  }
  const repeated = events.filter(() => draw() < 0.05);
  const mixed = [...events, ...repeated].map((one) => [draw(), one] as const).sort(([a], [b]) => a - b);
  const sent = mixed.map(([, one]) => one);
  const late = sent.filter(() => draw() < 0.05);
  const isLate = new Set(late);
  return { events: sent.filter((one) => !isLate.has(one)), declined, late };
}
