import {
  type Arbitration,
  arbitrated,
  arbitratedUntil,
  mustBeArbitrable,
} from '../../apps/prospecting/src/domain/arbitration';
import { metDeadline } from '../../apps/prospecting/src/domain/hold';
import { knowledgeOf } from '../../apps/prospecting/src/domain/knowledge';
import type { Lead } from '../../apps/prospecting/src/domain/lead';
import { closedTo, coolDownUntil } from '../../apps/prospecting/src/domain/openness';
import { allLeadsEnded, reported } from '../../apps/prospecting/src/domain/permission';
import { folded } from '../../apps/prospecting/src/domain/visit';
import {
  AGENT,
  at,
  EMPLOYER,
  id,
  judgements,
  lead,
  ML,
  PE,
  POLICY,
  permission,
  report,
  TERRITORY,
} from './given';

const calendar = { zone: 'Europe/Paris', region: 'FRANCE' as const };
const NOW = at('2026-04-01');
const toPE: Arbitration = {
  arbitrationId: id(800),
  territoryId: TERRITORY.territoryId,
  employerId: EMPLOYER,
  partnerId: PE,
  unitId: null,
  leadId: id(801),
  takenFrom: [],
  reason: 'Décision du comité',
  until: at('2026-06-30T22:00:00Z'),
  decidedAt: NOW,
  decidedBy: 'person:x',
  endedAt: null,
  endedBy: null,
};
const settle = (leads: Lead[], own: Partial<Arbitration> = {}) =>
  arbitrated(permission({ leads }), { ...toPE, ...own }, { calendar, leaseId: id(802) }, NOW);
const inForce = (leads: readonly Lead[]) => leads.filter((one) => !one.endedAt);

describe('BR-40 An arbitration', () => {
  it('ends the lead of another partner and gives its own, with the reason that both may read', () => {
    const { state, facts, takenFrom } = settle([lead(ML, '2026-03-01', '2026-09-01')]);
    expect(state.leads.map((one) => [one.partnerId, one.origin, one.endReason])).toEqual([
      [ML, 'PLAN', 'ARBITRATED'],
      [PE, 'ARBITRATION', null],
    ]);
    expect(takenFrom).toEqual([ML]);
    expect(facts.map((fact) => fact.type)).toEqual(['LeadEnded.v1', 'LeadGranted.v1']);
    expect(inForce(state.leads)[0]!.because).toBe('Arbitrage de la coordination, jusqu’au 30 juin 2026.');
  });

  it('ends what a plan had promised inside it, and leaves what begins after it', () => {
    const { state } = settle([
      lead(ML, '2026-05-01', '2026-06-01', { leadId: id(501) }),
      lead(ML, '2026-08-01', '2026-10-01', { leadId: id(502) }),
    ]);
    expect(inForce(state.leads).map((one) => one.leadId)).toEqual([id(502), id(801)]);
  });

  it('lets the agent who holds the prospect for the same partner go on', () => {
    const lease = {
      leaseId: id(700),
      agentId: AGENT,
      openedAt: at('2026-03-20'),
      until: at('2026-05-04'),
      endedAt: null,
      endReason: null,
    };
    const { state, takenFrom } = settle([lead(PE, '2026-03-01', '2026-05-01', { lease })]);
    expect(inForce(state.leads)[0]!.lease).toMatchObject({ leaseId: id(802), agentId: AGENT, endedAt: null });
    expect(takenFrom).toEqual([]);
  });

  it('lasts six months at most, to the last day, and ends ahead of now', () => {
    const until = (day: string, now = '2026-08-31T09:00:00Z') =>
      arbitratedUntil(day, POLICY, 'Europe/Paris', at(now));
    expect(until('2027-02-28')).toEqual(at('2027-02-28T23:00:00Z'));
    expect(() => until('2027-03-01')).toThrow('6 mois au plus');
    expect(() => until('2026-08-30')).toThrow('6 mois au plus');
  });

  it('expires by itself on its last day', () => {
    const [given] = inForce(settle([]).state.leads);
    const ground = { policy: POLICY, calendar, away: () => false, locked: false };
    expect(metDeadline(given!, 'OVER', ground, at('2026-06-30T22:00:00Z')).state.endReason).toBe(
      'ARBITRATION_OVER',
    );
  });

  it('overrides neither an opposition, nor a partial diffusion, nor that a partner never leads itself (BR-41)', () => {
    const employer = { active: true, partialDiffusion: false, optOuts: [], ownedBy: [] };
    const optOut = {
      optOutId: id(900),
      employerId: EMPLOYER,
      purpose: 'ALL',
      partnerId: null,
      level: 'ESTABLISHMENT',
      recordedAt: NOW,
      liftedAt: null,
    } as const;
    expect(() => mustBeArbitrable(employer, PE)).not.toThrow();
    expect(() => mustBeArbitrable({ ...employer, optOuts: [optOut] }, PE)).toThrow('oppose');
    expect(() => mustBeArbitrable({ ...employer, partialDiffusion: true }, PE)).toThrow(
      'diffusion partielle',
    );
    expect(() => mustBeArbitrable({ ...employer, ownedBy: [PE] }, PE)).toThrow('propre établissement');
    expect(() => mustBeArbitrable({ ...employer, active: false }, PE)).toThrow('fermé');
  });

  it('sets aside another partner’s cool-down and a recent restitution, never what the employer itself asked', () => {
    const given = settle([
      lead(PE, '2026-03-01', '2026-03-10', { endedAt: at('2026-03-05'), endReason: 'DECLINED' }),
    ]);
    const solicited = {
      visits: folded([], report(ML, 'a', '2026-03-20')),
      leads: given.state.leads,
      optOuts: [],
    };
    const now = at('2026-04-10');
    expect(closedTo(solicited, [PE], TERRITORY, now)).toEqual([]);
    expect(coolDownUntil({ ...solicited, leads: [] }, PE, TERRITORY, now)).not.toBeNull();
    const asked = folded([], report(ML, 'a', '2026-03-20', { notBefore: at('2026-09-01') }));
    expect(coolDownUntil({ ...solicited, visits: asked }, PE, TERRITORY, now)).toEqual(at('2026-09-01'));
  });

  it('justifies the visits of its partner by ARBITRATION, within another’s cool-down', () => {
    const { leads } = settle([lead(ML, '2026-03-01', '2026-09-01')]).state;
    const heard = [report(ML, 'a', '2026-03-20'), report(PE, 'b', '2026-04-08')];
    const { state, facts } = reported(
      permission({ leads }),
      heard.map((one) => ({ report: one, eventId: undefined })),
      at('2026-04-08T12:00:00Z'),
    );
    expect(judgements(state.visits)).toEqual({ a: 'EXPECTED', b: 'JUSTIFIED' });
    const told = facts.map((fact) => fact.data as Record<string, unknown>);
    expect(told.find((one) => one.visitKey === `${PE}:b`)).toMatchObject({ justification: 'ARBITRATION' });
  });
});

describe('BR-41 An insertion structure', () => {
  const solicited = { visits: [], leads: [], optOuts: [], ownedBy: [PE] };

  it('is closed to itself and to nobody else', () => {
    expect(closedTo(solicited, [ML, PE], TERRITORY, NOW)).toEqual([
      { partnerId: PE, reason: 'NO_PARTNER_COVERS' },
    ]);
  });
});

describe('BR-37 The partner that an employer prefers', () => {
  const today = '2026-04-01';
  const hires = (partnerId: string, n: number) =>
    Array.from({ length: n }, () => ({ partnerId, kind: 'HIRE' as const, on: today }));

  it('comes before the one that knows it best, which does not even tie with it', () => {
    const preference = { partnerId: PE, kind: 'PREFERENCE' as const, on: '2024-01-01' };
    const known = knowledgeOf([...hires(ML, 5), preference], POLICY, today);
    expect(known.map(({ partnerId, score }) => [partnerId, score])).toEqual([
      [ML, 94],
      [PE, 100],
    ]);
    expect(known[1]!.grounds).toBe('préférence de l’employeur');
    expect(knowledgeOf(hires(ML, 5), POLICY, today)[0]!.score).toBe(100);
  });
});

describe('BR-42 At the end of a plan', () => {
  const planned = lead(ML, '2026-03-01', '2026-06-01');
  const closed = allLeadsEnded(permission({ leads: [planned] }), 'PLAN_CLOSED', at('2026-06-01')).state;
  const tell = (now: string, on = '2026-05-29') =>
    reported(closed, [{ report: report(ML, 'a', on, { receivedAt: at(now) }), eventId: undefined }], at(now))
      .state;

  it('unvisited leads return to the pool, and what their partner did stays known', () => {
    expect(closed.leads[0]).toMatchObject({ endReason: 'PLAN_CLOSED', visitedAt: null });
    expect(closedTo({ ...closed, optOuts: [] }, [ML, PE], TERRITORY, at('2026-06-02'))).toEqual([]);
  });

  it('a visit dated inside it still serves for fifteen days, and no longer', () => {
    expect(tell('2026-06-16').leads[0]!.visitedAt).toEqual(at('2026-05-29'));
    expect(tell('2026-06-17').leads[0]!.visitedAt).toBeNull();
    expect(tell('2026-06-17').visits[0]!.verdict?.planId).toBe(planned.planId);
  });

  it('a lead that ended for another reason is served by nothing that is told afterwards', () => {
    const released = allLeadsEnded(permission({ leads: [planned] }), 'RELEASED', at('2026-06-01')).state;
    const told = {
      report: report(ML, 'a', '2026-05-29', { receivedAt: at('2026-06-02') }),
      eventId: undefined,
    };
    expect(reported(released, [told], at('2026-06-02')).state.leads[0]!.visitedAt).toBeNull();
  });

  it('a visit held on the day after it serves no lead', () => {
    expect(tell('2026-06-02', '2026-06-02').leads[0]!.visitedAt).toBeNull();
  });
});
