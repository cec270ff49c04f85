import { budgetFreeAt } from '../../apps/prospecting/src/domain/contact-budget';
import { coolDownOf } from '../../apps/prospecting/src/domain/cool-down';
import { knowledgeOf } from '../../apps/prospecting/src/domain/knowledge';
import type { Lead } from '../../apps/prospecting/src/domain/lead';
import { budgetUntil, coolDownUntil } from '../../apps/prospecting/src/domain/openness';
import { reported } from '../../apps/prospecting/src/domain/permission';
import { folded, type Report, type Visit } from '../../apps/prospecting/src/domain/visit';
import { at, id, judgements, lead, ML, PE, PLIE, POLICY, permission, report, TERRITORY } from './given';

const PARIS = 'Europe/Paris';
const visitOf = (one: Report): Visit => folded([], one)[0]!;
const told = (reports: Report[], leads: Lead[] = []) =>
  reported(
    permission({ leads }),
    reports.map((one) => ({ report: one, eventId: undefined })),
    at('2030-01-01'),
  );
const state = (reports: Report[], leads: Lead[] = []) => ({ ...told(reports, leads).state, optOuts: [] });
const othersAfter = (on: string, own: Partial<Report> = {}, zone = PARIS) =>
  coolDownOf(visitOf(report(ML, 'a', on, own)), POLICY, zone).others?.toISOString();

describe('The cool-down of 90 days after a held visit (BR-30)', () => {
  it.each([
    ['through the change to winter time', '2026-08-10', '2026-11-07T23:00:00.000Z'],
    ['through the change to summer time', '2026-01-10', '2026-04-09T22:00:00.000Z'],
    ['through the end of the year', '2026-11-20', '2027-02-17T23:00:00.000Z'],
    ['to a 29 February', '2027-12-01', '2028-02-28T23:00:00.000Z'],
    ['from the local day of a visit late in the evening', '2026-06-30T21:59:00Z', '2026-09-27T22:00:00.000Z'],
    [
      'from the next local day of one a minute after midnight',
      '2026-06-30T22:01:00Z',
      '2026-09-28T22:00:00.000Z',
    ],
  ])('counts whole local days %s', (_, on, until) => {
    expect(othersAfter(on)).toBe(until);
  });

  it('is counted on the calendar of the territory, overseas included', () => {
    expect(othersAfter('2026-06-30T03:00:00Z', {}, 'America/Martinique')).toBe('2026-09-27T04:00:00.000Z');
    expect(othersAfter('2026-06-30T03:00:00Z', {}, 'Indian/Reunion')).toBe('2026-09-27T20:00:00.000Z');
  });

  it('lasts 30 days for the lead of that day, and begins anew for nobody when the lead changes', () => {
    const visit = report(ML, 'a', '2026-03-01');
    const before = lead(PE, '2026-02-01', '2026-06-01');
    const until = (leads: Lead[], partnerId: string) =>
      coolDownUntil(state([visit], leads), partnerId, TERRITORY, at('2026-03-15'));
    expect(until([before], PE)).toEqual(at('2026-03-30T22:00:00Z'));
    expect(until([before], PLIE)).toEqual(at('2026-05-29T22:00:00Z'));
    const ended = { ...before, endedAt: at('2026-03-10'), endReason: 'RELEASED' as const };
    const next = lead(PLIE, '2026-03-10', '2026-06-01', { leadId: id(501) });
    expect(until([ended, next], PLIE)).toEqual(at('2026-05-29T22:00:00Z'));
    expect(until([ended, next], PE)).toEqual(at('2026-03-30T22:00:00Z'));
  });

  it('survives the end of the lead of its visitor: the next lead’s visit within it is redundant, unless it was arbitrated (BR-31)', () => {
    const first = lead(ML, '2026-02-01', '2026-06-01', { endedAt: at('2026-03-05'), endReason: 'RELEASED' });
    const next = lead(PE, '2026-03-05', '2026-09-01', { leadId: id(501) });
    const within = [report(ML, 'a', '2026-03-01'), report(PE, 'b', '2026-05-29')];
    const after = [report(ML, 'a', '2026-03-01'), report(PE, 'b', '2026-05-30')];
    expect(judgements(told(within, [first, next]).state.visits).b).toBe('REDUNDANT');
    expect(judgements(told(after, [first, next]).state.visits).b).toBe('EXPECTED');
    const arbitrated = { ...next, origin: 'ARBITRATION' as const };
    expect(judgements(told(within, [first, arbitrated]).state.visits).b).toBe('JUSTIFIED');
  });
});

describe('An employer that says « pas maintenant » (BR-30)', () => {
  it('without a date is in peace for 180 days, for every partner and whoever began the conversation', () => {
    expect(othersAfter('2026-06-01', { channel: 'CALL', notNow: true })).toBe('2026-11-27T23:00:00.000Z');
    expect(othersAfter('2026-06-01', { initiative: 'EMPLOYER', notNow: true })).toBe(
      '2026-11-27T23:00:00.000Z',
    );
    const own = coolDownOf(
      visitOf(report(ML, 'a', '2026-06-01', { channel: 'CALL', notNow: true })),
      POLICY,
      PARIS,
    ).own;
    expect(own).toEqual(at('2026-11-27T23:00:00Z'));
  });

  it('with a date is in peace until then, longer or shorter than 180 days', () => {
    const notBefore = at('2026-07-01T00:00:00Z');
    expect(othersAfter('2026-06-01', { channel: 'CALL', notNow: true, notBefore })).toBe(
      '2026-07-01T00:00:00.000Z',
    );
  });

  it('does not shorten the cool-down of a visit that was held', () => {
    const notBefore = at('2026-06-20T00:00:00Z');
    expect(othersAfter('2026-06-01', { notBefore })).toBe('2026-08-29T22:00:00.000Z');
  });
});

describe('A mail or a call without an answer (BR-30)', () => {
  it.each(['CALL', 'MAIL'] as const)('keeps everybody away for 14 local days (%s)', (channel) => {
    expect(othersAfter('2026-10-20', { channel, status: 'NO_ANSWER' })).toBe('2026-11-02T23:00:00.000Z');
  });

  it('that was never made, or a visit that did not take place, keeps nobody away', () => {
    for (const status of ['PLANNED', 'CANCELLED', 'NO_SHOW'] as const)
      expect(othersAfter('2026-10-20', { status })).toBeUndefined();
  });
});

describe('The contact budget: 3 in 90 rolling days, 1 in 7 (BR-38)', () => {
  const visits = (...all: [string, Partial<Report>?][]) =>
    all.map(([on, own], n) => visitOf(report([ML, PE, PLIE][n % 3]!, `v${n}`, on, own)));
  const free = (now: string, ...all: [string, Partial<Report>?][]) =>
    budgetFreeAt(visits(...all), POLICY, PARIS, at(now)).toISOString();
  const three: [string, Partial<Report>?][] = [
    ['2026-12-01', { channel: 'MAIL' }],
    ['2026-12-20', { channel: 'CALL', status: 'NO_ANSWER' }],
    ['2027-01-10', { channel: 'EVENT' }],
  ];

  it('counts all partners and all channels together, through the end of the year', () => {
    expect(free('2027-01-20', ...three)).toBe('2027-02-28T23:00:00.000Z');
  });

  it('lets the fourth contact through on the ninetieth day after the first and not on the eighty-ninth', () => {
    expect(free('2027-02-28T22:59:00Z', ...three)).toBe('2027-02-28T23:00:00.000Z');
    expect(free('2027-02-28T23:00:00Z', ...three)).toBe('2027-02-28T23:00:00.000Z');
    expect(free('2027-03-05T10:00:00Z', ...three)).toBe('2027-03-05T10:00:00.000Z');
  });

  it('is a window of days and not of months: February makes it no shorter', () => {
    const winter: [string][] = [['2027-01-31'], ['2027-02-10'], ['2027-02-28']];
    expect(free('2027-03-10', ...winter)).toBe('2027-04-30T22:00:00.000Z');
  });

  it('asks for seven whole local days between two contacts, through a change of the clock', () => {
    expect(free('2026-03-27', ['2026-03-26T22:30:00Z'])).toBe('2026-04-01T22:00:00.000Z');
    expect(free('2026-10-24', ['2026-10-23'])).toBe('2026-10-29T23:00:00.000Z');
  });

  it('does not count what the employer asked for, what follows an offer, what was cancelled or only planned', () => {
    const none: [string, Partial<Report>?][] = [
      ['2026-03-20', { initiative: 'EMPLOYER' }],
      ['2026-03-20', { initiative: 'OFFER_FOLLOW_UP' }],
      ['2026-03-20', { status: 'CANCELLED' }],
      ['2026-03-20', { status: 'PLANNED' }],
    ];
    expect(free('2026-03-21', ...none)).toBe('2026-03-21T09:00:00.000Z');
  });

  it('counts once what two softwares of one partner tell (BR-46)', () => {
    const twice = state([
      report(ML, 'a', '2026-03-01T09:00:00Z', { sourceSystem: 'one', channel: 'CALL' }),
      report(ML, 'b', '2026-03-01T09:30:00Z', { sourceSystem: 'two', channel: 'CALL' }),
      report(ML, 'c', '2026-03-20', { channel: 'CALL' }),
    ]);
    expect(budgetUntil(twice, TERRITORY, at('2026-03-28'))).toBeNull();
  });
});

describe('Contacts told late or out of order', () => {
  it('are ordered by revision, then by the partner’s time, then by ours (BR-47)', () => {
    const of = (revision: number, on: string, receivedAt: string, status: Report['status']) =>
      report(ML, 'a', on, { revision, receivedAt: at(receivedAt), status });
    const last = (...all: Report[]) => told(all).state.visits[0]!.status;
    expect(
      last(of(2, '2026-03-01', '2026-03-02', 'HELD'), of(1, '2026-03-09', '2026-03-09', 'PLANNED')),
    ).toBe('HELD');
    expect(
      last(of(1, '2026-03-05', '2026-03-06', 'HELD'), of(1, '2026-03-04', '2026-03-09', 'PLANNED')),
    ).toBe('HELD');
    expect(
      last(of(1, '2026-03-05', '2026-03-09', 'HELD'), of(1, '2026-03-05', '2026-03-06', 'PLANNED')),
    ).toBe('HELD');
  });

  it('open their cool-down from the true date, even when it is over by the time they are told (BR-48)', () => {
    const late = report(ML, 'a', '2026-03-01', { receivedAt: at('2026-08-01') });
    expect(coolDownUntil(state([late]), PE, TERRITORY, at('2026-08-01'))).toBeNull();
    expect(coolDownUntil(state([late]), PE, TERRITORY, at('2026-04-01'))).toEqual(at('2026-05-29T22:00:00Z'));
  });

  it('recall nothing that was given meanwhile, and end no hold of another (BR-48)', () => {
    const hold = {
      leaseId: 'l',
      agentId: 'g',
      openedAt: at('2026-03-12'),
      until: at('2026-04-26'),
      endedAt: null,
      endReason: null,
    };
    const given = lead(PE, '2026-03-10', '2026-06-01', {
      lease: hold,
      deadlines: [{ kind: 'HOLD_VISIT', dueAt: at('2026-04-26') }],
    });
    const late = report(ML, 'a', '2026-03-05', { receivedAt: at('2026-03-20') });
    const after = told([late], [given]);
    expect(after.state.leads).toEqual([given]);
    expect(after.facts.map((fact) => fact.type)).toEqual(['ContactRecorded.v1']);
  });

  it('corrected to another day move the cool-down with them (BR-49)', () => {
    const both = [report(ML, 'a', '2026-03-01'), report(ML, 'a', '2026-03-20', { revision: 2 })];
    expect(coolDownUntil(state(both), PE, TERRITORY, at('2026-04-01'))).toEqual(at('2026-06-17T22:00:00Z'));
  });
});

describe('How well a partner knows an employer', () => {
  const score = (on: string, kind: 'SAID_NAMED_CONTACT' | 'HELD_VISIT') =>
    knowledgeOf([{ partnerId: ML, kind, on }], POLICY, '2027-03-01')[0]?.score;

  it('counts a named contact while it is confirmed, for less than twelve months (BR-21)', () => {
    expect(score('2026-03-05', 'SAID_NAMED_CONTACT')).toBe(5);
    expect(score('2026-02-27', 'SAID_NAMED_CONTACT')).toBeUndefined();
    expect(score('2026-02-27', 'HELD_VISIT')).toBe(7);
  });
});
