import type { ToldFact } from '#domain/decision';
import { addDays, addWorkingDays, daysBetween, type LocalDate, localDateOf } from '#domain/local-date';
import { ELSEWHERE, idOf, PARTNERS, TERRITORY } from './year-of-facts';

/** Every field of every fact that is counted here. */
interface Data {
  employerId: string;
  partnerId: string;
  territoryId: string | null;
  visitKey: string;
  status: string;
  channel: string;
  judgement: string;
  justification: string | null;
  occurredAt: string;
  receivedAt: string;
  active: boolean;
  partialDiffusion: boolean;
  segment: string;
  offerId: string;
  positions: number;
  openPositions: number;
  collectedOn: string;
  filledOn: string;
  commitmentDays: number | null;
  dueAt: string;
  exempt: string | null;
  recontactId: string;
  closedAt: string;
  stillOpen: number;
  leadId: string;
  origin: string;
  from: string;
  reason: string;
}
type Fact = { type: string; key: string; at: Date; data: Data };

/**
 * The figures counted again, straight from the facts, by somebody who knows the rules and nothing of the service: lists
 * and loops over the facts, no table, no definition.
 */
export function recount(told: readonly ToldFact[], today: LocalDate) {
  const facts: Fact[] = told.map((fact) => ({
    type: fact.type.replace('.v1', ''),
    key: fact.key,
    at: fact.occurredAt ?? new Date(0),
    data: fact.data as Data,
  }));
  const of = (type: string) => facts.filter((fact) => fact.type === type);
  const day = (instant: string) => localDateOf(new Date(instant));
  const kindOf = new Map(PARTNERS.map(({ code, kind }) => [idOf(code), kind as string]));

  const profiles = (employerId: string) =>
    facts.filter((fact) => /^Employer(Registered|Changed)$/.test(fact.type) && fact.key === employerId);
  const home = (employerId: string, on: LocalDate) => {
    const known = profiles(employerId);
    const before = known.filter((fact) => localDateOf(fact.at) <= on);
    return (before.at(-1) ?? known[0])?.data.territoryId;
  };

  const visits = new Map<string, Data>();
  for (const { data } of of('ContactRecorded')) visits.set(data.visitKey, data);
  const held = [...visits.values()].filter(
    (one) =>
      one.status === 'HELD' &&
      one.judgement !== 'WITHDRAWN' &&
      (one.territoryId ?? home(one.employerId, day(one.occurredAt))) === TERRITORY,
  );
  const since = (days: number) => held.filter((one) => day(one.occurredAt) > addDays(today, -days));
  const prospecting = since(60).filter(
    (one) => one.channel === 'VISIT' && one.judgement !== 'NOT_PROSPECTING',
  );

  const active = of('EmployerRegistered')
    .map(({ data }) => data)
    .filter((one) => one.active && !one.partialDiffusion && home(one.employerId, today) === TERRITORY)
    .map((one) => one.employerId);
  const contacted = new Set(since(365).map((one) => one.employerId));
  const segmentOf = new Map(of('EmployerSegmented').map(({ data }) => [data.employerId, data.segment]));

  const known = new Map<string, Set<string>>();
  for (const { data } of of('PartnerEmployerKnown'))
    known.set(data.employerId, (known.get(data.employerId) ?? new Set()).add(kindOf.get(data.partnerId)!));
  const knowing = active.map((id) => known.get(id) ?? new Set<string>());

  const crossed = new Map<string, Set<string>>();
  const solicited = since(60).filter((one) => one.judgement !== 'NOT_PROSPECTING' && !one.justification);
  for (const one of solicited)
    crossed.set(one.employerId, (crossed.get(one.employerId) ?? new Set()).add(kindOf.get(one.partnerId)!));

  const stock = [0, 0, 0, 0];
  let onClock = 0;
  const ends = { filledBefore: 0, published: 0, exempt: 0 };
  for (const { data: offer } of of('OfferEntrusted')) {
    if ((offer.territoryId ?? home(offer.employerId, offer.collectedOn)) === ELSEWHERE) continue;
    const own = facts.filter((fact) => fact.data.offerId === offer.offerId);
    const last = (type: string) => own.findLast((fact) => fact.type === type)?.data;
    const open = last('OfferWithdrawn')
      ? 0
      : (last('OfferPositionsFilled')?.openPositions ?? offer.positions);
    const paused = !!last('OfferPaused') && !last('OfferResumed');
    const age = daysBetween(offer.collectedOn, today);
    const bucket = age <= 15 ? 0 : age <= 30 ? 1 : age <= 60 ? 2 : 3;
    if (!paused) stock[bucket]! += open;
    if (!offer.commitmentDays) continue;
    const dueOn = day(last('OfferResumed')?.dueAt ?? offer.dueAt);
    const published = !!last('PublicationOrdered');
    if (open > 0 && !offer.exempt && !published) onClock += 1;
    if (dueOn > today || dueOn <= addDays(today, -30)) continue;
    if (published) ends.published += 1;
    else if (open === 0 && !last('OfferWithdrawn') && last('OfferPositionsFilled')!.filledOn < dueOn)
      ends.filledBefore += 1;
    else if (offer.exempt) ends.exempt += 1;
  }

  const withdrawn = new Set(of('RecontactWithdrawn').map(({ data }) => data.recontactId));
  const due = of('RecontactDue')
    .map(({ data }) => data)
    .filter((one) => !withdrawn.has(one.recontactId) && home(one.employerId, day(one.dueAt)) === TERRITORY);
  const dueIds = new Set(due.map((one) => one.recontactId));
  const closed = of('RecontactClosed')
    .map(({ data }) => data)
    .filter((one) => dueIds.has(one.recontactId));
  for (const one of closed) {
    const age = daysBetween(day(one.closedAt), today);
    stock[age <= 15 ? 0 : age <= 30 ? 1 : age <= 60 ? 2 : 3]! += one.stillOpen;
  }

  const leads = of('LeadGranted')
    .map(({ data }) => data)
    .filter((one) => one.origin === 'PLAN');
  const answerable = leads.filter((one) => {
    const end = of('LeadEnded').find(({ data }) => data.leadId === one.leadId)?.data;
    return addWorkingDays(day(one.from), 5) < today && end?.reason !== 'OPTED_OUT';
  });
  const taken = answerable.filter((one) => {
    const lease = of('LeaseOpened').find(({ data }) => data.leadId === one.leadId);
    return lease && localDateOf(lease.at) <= addWorkingDays(day(one.from), 5);
  });

  const lastAt = new Map<string, string>();
  for (const { data } of of('ContactReported'))
    if (data.receivedAt > (lastAt.get(data.partnerId) ?? '')) lastAt.set(data.partnerId, data.receivedAt);

  return {
    stock,
    redundancy: [prospecting.filter((one) => one.judgement === 'REDUNDANT').length, prospecting.length],
    justified: prospecting.filter((one) => one.judgement === 'JUSTIFIED').length,
    coverage: [active.filter((id) => contacted.has(id)).length, active.length],
    segments: new Map(
      ['TPE', 'PME', 'GRANDS'].map((segment) => {
        const own = active.filter((id) => segmentOf.get(id) === segment);
        return [segment, [own.filter((id) => contacted.has(id)).length, own.length]];
      }),
    ),
    crossed: [...crossed.values()].filter(({ size }) => size > 1).length,
    pair: (a: string, b: string) => knowing.filter((set) => set.has(a) && set.has(b)).length,
    knownBy: (n: number) => knowing.filter(({ size }) => size === n).length,
    onClock,
    ends,
    due: due.length,
    assigned: of('RecontactAssigned').filter(({ data }) => dueIds.has(data.recontactId)).length,
    closed: closed.length,
    taken: [taken.length, answerable.length],
    lastAt: new Map(PARTNERS.map(({ code }) => [code, lastAt.get(idOf(code)) ?? null])),
  };
}
