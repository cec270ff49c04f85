import { alreadyTaken, claimed, givenBack, metDeadline } from '../../apps/prospecting/src/domain/hold';
import { knowledgeOf } from '../../apps/prospecting/src/domain/knowledge';
import { releasedAt, respondBy } from '../../apps/prospecting/src/domain/ladder';
import { lightFor } from '../../apps/prospecting/src/domain/light';
import { closedTo } from '../../apps/prospecting/src/domain/openness';
import type { OptOut } from '../../apps/prospecting/src/domain/opt-out';
import { allLeadsEnded } from '../../apps/prospecting/src/domain/permission';
import { policyAt } from '../../apps/prospecting/src/domain/territory';
import { folded } from '../../apps/prospecting/src/domain/visit';
import { AGENT, at, EMPLOYER, id, lead, ML, PE, PLIE, POLICY, permission, report, TERRITORY } from './given';

const calendar = { zone: 'Europe/Paris', region: 'ALSACE_MOSELLE' as const };
const ground = { policy: POLICY, calendar, away: () => false, locked: false };
const optOut = (own: Partial<OptOut> = {}): OptOut => ({
  optOutId: id(900),
  employerId: EMPLOYER,
  purpose: 'PROSPECTING',
  partnerId: null,
  level: 'ESTABLISHMENT',
  recordedAt: at('2026-01-01'),
  liftedAt: null,
  ...own,
});

describe('An agent', () => {
  const open = lead(ML, '2026-03-02', '2026-06-01', {
    deadlines: [{ kind: 'UNANSWERED', dueAt: at('2026-03-17') }],
  });

  it('that takes a prospect has 30 days to plan the visit and 45 to hold it (BR-29)', () => {
    const { state, facts } = claimed(
      open,
      { leaseId: id(700), agentId: AGENT },
      POLICY,
      calendar,
      at('2026-03-03'),
    );
    expect(state.lease).toMatchObject({ agentId: AGENT, until: at('2026-04-17T22:00:00Z') });
    expect(state.deadlines.map((one) => one.kind)).toEqual(['PLAN_VISIT', 'HOLD_VISIT', 'OVER']);
    expect(facts.map((fact) => fact.type)).toEqual(['LeaseOpened.v1']);
  });

  it('that comes second reads who was first and at what time (BR-32)', () => {
    expect(alreadyTaken('Mission locale de Metz', at('2026-03-03T07:39:00Z'), 'Europe/Paris').sentence).toBe(
      'Déjà pris par Mission locale de Metz à 8 h 39.',
    );
  });

  it('has five working days to answer, holidays of Moselle not counted, and ten before release (BR-28)', () => {
    // Good Friday and Easter Monday 2026 are 3 and 6 April.
    expect(respondBy(at('2026-04-01'), POLICY, calendar)).toEqual(at('2026-04-10T22:00:00Z'));
    expect(releasedAt(at('2026-03-02'), POLICY, calendar)).toEqual(at('2026-03-16T23:00:00Z'));
  });

  it('that declines ends the lead, with the reason kept (BR-33)', () => {
    const { state, facts } = givenBack(open, 'NOT_OUR_EMPLOYER', at('2026-03-03'));
    expect(state).toMatchObject({ endReason: 'DECLINED', releaseReason: 'NOT_OUR_EMPLOYER', deadlines: [] });
    expect(facts.map((fact) => fact.type)).toEqual(['LeadEnded.v1']);
    expect(() => givenBack(state, 'OTHER', at('2026-03-04'))).toThrow('n’est plus à vous');
  });

  it('that gives back a taken prospect ends the hold, then the lead', () => {
    const taken = claimed(
      open,
      { leaseId: id(700), agentId: AGENT },
      POLICY,
      calendar,
      at('2026-03-03'),
    ).state;
    const { state, facts } = givenBack(taken, 'NO_CAPACITY', at('2026-03-04'));
    expect(state).toMatchObject({ endReason: 'RELEASED', lease: { endReason: 'RELEASED' } });
    expect(facts.map((fact) => fact.type)).toEqual(['LeaseEnded.v1', 'LeadEnded.v1']);
  });
});

describe('A deadline', () => {
  const waiting = lead(ML, '2026-03-02', '2026-06-01', {
    deadlines: [
      { kind: 'UNANSWERED', dueAt: at('2026-03-17') },
      { kind: 'OVER', dueAt: at('2026-06-01') },
    ],
  });

  it('releases a prospect that nobody answered for ten working days (BR-28)', () => {
    expect(metDeadline(waiting, 'UNANSWERED', ground, at('2026-03-17')).state.endReason).toBe(
      'LEASE_EXPIRED',
    );
  });

  it('does nothing before its time, nor after the prospect was taken', () => {
    expect(metDeadline(waiting, 'UNANSWERED', ground, at('2026-03-16')).facts).toEqual([]);
    const taken = { ...waiting, deadlines: [] };
    expect(metDeadline(taken, 'UNANSWERED', ground, at('2026-03-20')).state).toBe(taken);
  });

  it('waits while the unit is away, but not beyond twenty working days (BR-28)', () => {
    const away = { ...ground, away: () => true };
    const { state } = metDeadline(waiting, 'UNANSWERED', away, at('2026-03-17'));
    expect(state.deadlines).toContainEqual({ kind: 'UNANSWERED', dueAt: at('2026-03-18T23:00:00Z') });
    expect(metDeadline(waiting, 'UNANSWERED', away, at('2026-04-15')).state.endReason).toBe('LEASE_EXPIRED');
  });

  it('leaves the lead to the partner that follows an open offer there (BR-24)', () => {
    const { state } = metDeadline(waiting, 'UNANSWERED', { ...ground, locked: true }, at('2026-03-17'));
    expect(state.endedAt).toBeNull();
  });

  it('ends the lead with its period, whatever became of it', () => {
    expect(metDeadline(waiting, 'OVER', ground, at('2026-06-02')).state.endReason).toBe('PLAN_CLOSED');
    const reserved = { ...waiting, origin: 'RESERVATION' as const };
    expect(metDeadline(reserved, 'OVER', ground, at('2026-06-02')).state.endReason).toBe('RESERVATION_OVER');
  });
});

describe('An employer is closed to', () => {
  const partners = [ML, PE];
  const solicited = { visits: folded([], report(ML, 'a', '2026-03-01')), leads: [], optOuts: [] };

  it('everybody after its opposition, to one partner when it opposed that one (BR-110)', () => {
    const now = at('2026-09-01');
    expect(closedTo({ ...solicited, optOuts: [optOut()] }, partners, TERRITORY, now)).toEqual([
      { partnerId: null, reason: 'OPTED_OUT' },
    ]);
    expect(
      closedTo({ ...solicited, optOuts: [optOut({ partnerId: PE })] }, partners, TERRITORY, now),
    ).toEqual([{ partnerId: PE, reason: 'OPTED_OUT' }]);
    expect(
      closedTo({ ...solicited, optOuts: [optOut({ liftedAt: now })] }, partners, TERRITORY, now),
    ).toEqual([]);
    expect(
      closedTo({ ...solicited, optOuts: [optOut({ purpose: 'PUBLICATION' })] }, partners, TERRITORY, now),
    ).toEqual([]);
  });

  it('other partners for 90 days after a visit, to the visitor for 30 (BR-30)', () => {
    expect(closedTo(solicited, partners, TERRITORY, at('2026-04-15'))).toEqual([
      { partnerId: PE, reason: 'COOL_DOWN' },
    ]);
    expect(closedTo(solicited, partners, TERRITORY, at('2026-06-01'))).toEqual([]);
  });

  it('a partner that gave it back less than 90 days ago (BR-34)', () => {
    const returned = lead(PE, '2026-06-01', '2026-09-01', {
      endedAt: at('2026-06-10'),
      endReason: 'DECLINED',
    });
    const open = { ...solicited, visits: [], leads: [returned] };
    expect(closedTo(open, partners, TERRITORY, at('2026-07-01'))).toEqual([
      { partnerId: PE, reason: 'DECLINED_BY_ALL' },
    ]);
    expect(closedTo(open, partners, TERRITORY, at('2026-09-09'))).toEqual([]);
  });
});

describe('The light of “Puis-je y aller ?”', () => {
  const employer = { closed: false, partialDiffusion: false, inTerritory: true, lockedBy: [] };
  const names = (partnerId: string) =>
    ({ [ML]: 'Mission locale de Metz', [PLIE]: 'PLIE de Metz' })[partnerId] ?? 'Pôle emploi';
  const light = (partnerId: string, solicited: object, now: string, own = {}) =>
    lightFor(
      partnerId,
      { ...employer, ...own },
      { visits: [], leads: [], optOuts: [], ...solicited },
      TERRITORY,
      names,
      at(now),
    );

  it('is green for the lead and red for the others, with the date on which they are free (BR-20)', () => {
    const leads = [lead(ML, '2026-03-01', '2026-06-01')];
    expect(light(ML, { leads }, '2026-04-01')).toMatchObject({ colour: 'GREEN' });
    expect(light(PE, { leads }, '2026-04-01')).toEqual({
      colour: 'RED',
      reason: 'Mission locale de Metz en est chef de file : voyez avec ce partenaire avant tout contact.',
      nextFreeDate: '2026-06-01',
    });
  });

  it('is red during a cool-down and says until when (BR-30)', () => {
    const visits = folded([], report(ML, 'a', '2026-03-01'));
    expect(light(PE, { visits }, '2026-04-01')).toEqual({
      colour: 'RED',
      reason: 'Délai de carence en cours jusqu’au 29 mai 2026.',
      nextFreeDate: '2026-05-30',
    });
    expect(light(ML, { visits }, '2026-04-01').colour).toBe('GREEN');
  });

  it('is red without any date after an opposition (BR-110)', () => {
    expect(light(PE, { optOuts: [optOut()] }, '2026-04-01')).toMatchObject({
      colour: 'RED',
      nextFreeDate: null,
    });
  });

  it('is red when the budget of contacts is spent (BR-38)', () => {
    const visits = folded([], report(PE, 'a', '2026-03-28', { channel: 'CALL' }));
    expect(light(PE, { visits }, '2026-04-01')).toMatchObject({ colour: 'RED', nextFreeDate: '2026-04-04' });
  });

  it('is amber when another partner plans a visit, follows an offer, or for a partial diffusion', () => {
    const visits = folded([], report(ML, 'a', '2026-05-01', { status: 'PLANNED' }));
    expect(light(PE, { visits }, '2026-04-01').reason).toBe(
      'Mission locale de Metz prévoit une visite le 1 mai 2026.',
    );
    expect(light(PE, {}, '2026-04-01', { lockedBy: [PLIE] }).reason).toContain('PLIE de Metz suit une offre');
    expect(light(PE, {}, '2026-04-01', { partialDiffusion: true }).colour).toBe('AMBER');
  });

  it('is green when nothing is known against it', () => {
    expect(light(PE, {}, '2026-04-01')).toMatchObject({ colour: 'GREEN', nextFreeDate: '2026-04-01' });
  });
});

describe('The knowledge score', () => {
  const today = '2026-09-01';
  const score = (...evidence: Parameters<typeof knowledgeOf>[0][number][]) =>
    knowledgeOf(evidence, POLICY, today)[0]?.score;

  it('adds weighted evidence, halves it every twelve months and stops at 100 (BR-21)', () => {
    expect(score({ partnerId: ML, kind: 'HIRE', on: today })).toBe(30);
    expect(score({ partnerId: ML, kind: 'HIRE', on: '2025-09-01' })).toBe(15);
    expect(
      score({ partnerId: ML, kind: 'HELD_VISIT', on: today }, { partnerId: ML, kind: 'OFFER', on: today }),
    ).toBe(35);
    expect(
      score(...Array.from({ length: 5 }, () => ({ partnerId: ML, kind: 'HIRE' as const, on: today }))),
    ).toBe(100);
  });

  it('counts for at most ten all that a partner says of itself (BR-21)', () => {
    const said = ['SAID_HIRE', 'SAID_OFFER', 'SAID_CONVENTION'] as const;
    expect(score(...said.map((kind) => ({ partnerId: ML, kind, on: today })))).toBe(10);
  });

  it('says on what it stands', () => {
    const [known] = knowledgeOf(
      [
        { partnerId: ML, kind: 'HIRE', on: today },
        { partnerId: ML, kind: 'HELD_VISIT', on: today },
        { partnerId: ML, kind: 'HELD_VISIT', on: '2026-08-01' },
        { partnerId: ML, kind: 'SAID_CONTACT', on: '2025-01-01' },
      ],
      POLICY,
      today,
    );
    expect(known).toMatchObject({
      since: '2025-01-01',
      grounds: '1 embauche, 2 visites tenues, présence dans son fichier',
    });
  });

  it('says what each piece of evidence is worth, so that a plan can say which visit made the difference', () => {
    const [known] = knowledgeOf(
      [
        { partnerId: ML, kind: 'HELD_VISIT', on: today },
        { partnerId: ML, kind: 'OFFER', on: '2025-09-01' },
        { partnerId: ML, kind: 'SAID_HIRE', on: today },
        { partnerId: ML, kind: 'SAID_CONTACT', on: today },
      ],
      POLICY,
      today,
    );
    expect([known?.score, known?.evidence]).toEqual([
      35,
      [
        { points: 15, words: 'la visite du 1er septembre' },
        { points: 10, words: 'l’offre confiée le 1er septembre 2025' },
        { points: 10, words: 'ce que dit son fichier' },
      ],
    ]);
  });

  it('counts a piece for nothing where the others reach 100 without it', () => {
    const hires = Array.from({ length: 5 }, () => ({ partnerId: ML, kind: 'HIRE' as const, on: today }));
    expect(knowledgeOf(hires, POLICY, today)[0]?.evidence).toEqual([]);
  });
});

describe('A closed establishment or an opposition', () => {
  it('ends every lead there and its hold (BR-09, BR-110)', () => {
    const { state, facts } = allLeadsEnded(
      permission({ leads: [lead(ML, '2026-03-01', '2026-06-01')] }),
      'OPTED_OUT',
      at('2026-04-01'),
    );
    expect(state.leads[0]!.endReason).toBe('OPTED_OUT');
    expect(facts).toHaveLength(1);
  });
});

describe('The policy', () => {
  it('in force is the last one that began, and the first one for what happened before it', () => {
    const territory = {
      ...TERRITORY,
      policies: [
        { version: 1, effectiveFrom: at('2026-01-01'), parameters: { contactBudget: 2 } },
        { version: 2, effectiveFrom: at('2026-06-01'), parameters: { contactBudget: 5 } },
      ],
    };
    expect(policyAt(territory, at('2025-06-01'))).toMatchObject({ version: 1, policy: { contactBudget: 2 } });
    expect(policyAt(territory, at('2026-07-01'))).toMatchObject({ version: 2, policy: { contactBudget: 5 } });
    expect(policyAt(TERRITORY, at('2026-07-01'))).toMatchObject({ version: 0, policy: { contactBudget: 3 } });
  });
});
