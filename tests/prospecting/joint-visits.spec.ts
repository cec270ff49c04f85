import { budgetFreeAt } from '../../apps/prospecting/src/domain/contact-budget';
import { coolDownUntil } from '../../apps/prospecting/src/domain/openness';
import { type Heard, type Permission, reported } from '../../apps/prospecting/src/domain/permission';
import type { Report } from '../../apps/prospecting/src/domain/visit';
import {
  isStillAsked,
  madeTogether,
  questionsOn,
  toldTwice,
} from '../../apps/prospecting/src/domain/visit-questions';
import {
  AGENT,
  at,
  EMPLOYER,
  judgements,
  ML,
  PE,
  PLIE,
  POLICY,
  permission,
  report,
  TERRITORY,
} from './given';

const PARIS = 'Europe/Paris';
const heard = (...reports: Report[]): Heard[] => reports.map((one) => ({ report: one, eventId: undefined }));
const told = (...reports: Report[]): Permission =>
  reported(permission(), heard(...reports), at('2026-12-01')).state;
const keys = (...all: [string, string][]): [string, string] =>
  all.map(([partner, visit]) => `${partner}:${visit}`) as [string, string];
const asked = (state: Permission) =>
  questionsOn(state.visits, new Set(state.visits.map((visit) => visit.visitKey)), PARIS).map((one) => [
    one.kind,
    one.keys,
  ]);
const data = (fact: { data: object }) => fact.data as Record<string, unknown>;
const BOTH = keys([ML, 'a'], [PE, 'b']);

describe('Two partners that report a visit of the same day (BR-46)', () => {
  it('are asked « conjointe ou redondante ? », once for the pair, a day apart at the most', () => {
    expect(asked(told(report(ML, 'a', '2026-03-01'), report(PE, 'b', '2026-03-02')))).toEqual([
      ['JOINT_OR_REDUNDANT', BOTH],
    ]);
    expect(asked(told(report(ML, 'a', '2026-03-01'), report(PE, 'b', '2026-03-03')))).toEqual([]);
  });

  it('count a day by the calendar of the territory, the night of the clock change included', () => {
    const evening = report(ML, 'a', '2026-03-28T08:00:00Z');
    const sameDays = report(PE, 'b', '2026-03-29T21:59:00Z');
    const dayAfter = report(PE, 'b', '2026-03-29T22:01:00Z');
    expect(asked(told(evening, sameDays))).toHaveLength(1);
    expect(asked(told(evening, dayAfter))).toEqual([]);
  });

  it('are asked nothing when one names the other, when one is only planned, or when both called', () => {
    expect(
      asked(told(report(ML, 'a', '2026-03-01', { jointWith: [PE] }), report(PE, 'b', '2026-03-01'))),
    ).toEqual([]);
    expect(
      asked(told(report(ML, 'a', '2026-03-01', { status: 'PLANNED' }), report(PE, 'b', '2026-03-01'))),
    ).toEqual([]);
    expect(
      asked(
        told(
          report(ML, 'a', '2026-03-01', { channel: 'CALL' }),
          report(PE, 'b', '2026-03-01', { channel: 'CALL' }),
        ),
      ),
    ).toEqual([]);
  });

  it('are asked nothing about the history of a first load (BR-122)', () => {
    const history = { backfill: true };
    expect(
      asked(told(report(ML, 'a', '2026-03-01', history), report(PE, 'b', '2026-03-01', history))),
    ).toEqual([]);
  });

  it('stand as two visits until they answer: the later one is redundant (BR-31)', () => {
    expect(judgements(told(report(ML, 'a', '2026-03-01'), report(PE, 'b', '2026-03-02')).visits)).toEqual({
      a: 'EXPECTED',
      b: 'REDUNDANT',
    });
  });
});

describe('A visit that both partners say they made together (BR-39)', () => {
  const before = told(report(ML, 'a', '2026-03-01'), report(PE, 'b', '2026-03-02'));
  const { state, facts } = madeTogether(before, BOTH);

  it('is one joint visit: justified, told anew on both sides, each naming the other', () => {
    expect(
      facts.map((fact) => [
        data(fact).visitKey,
        data(fact).judgement,
        data(fact).justification,
        data(fact).jointWith,
      ]),
    ).toEqual([
      [`${ML}:a`, 'EXPECTED', null, [PE]],
      [`${PE}:b`, 'JUSTIFIED', 'JOINT_VISIT', [ML]],
    ]);
  });

  it('counts once in the contact budget, and gives each partner the shorter cool-down of its own visit', () => {
    const seventhDay = at('2026-03-20');
    const third = report(PLIE, 'c', '2026-03-10');
    const three = reported(state, heard(third), at('2026-03-11')).state;
    expect(budgetFreeAt(three.visits, POLICY, PARIS, seventhDay)).toEqual(seventhDay);
    const until = (partnerId: string) =>
      coolDownUntil({ ...state, optOuts: [] }, partnerId, TERRITORY, at('2026-03-05'));
    expect(until(ML)).toEqual(at('2026-03-31T22:00:00Z'));
    expect(until(PE)).toEqual(at('2026-03-31T22:00:00Z'));
    expect(until(PLIE)).toEqual(at('2026-05-30T22:00:00Z'));
  });

  it('does not make the next visit of one of the two redundant', () => {
    const later = reported(state, heard(report(ML, 'd', '2026-04-20')), at('2026-04-20')).state;
    expect(judgements(later.visits).d).toBe('EXPECTED');
    const stranger = reported(state, heard(report(PLIE, 'd', '2026-04-20')), at('2026-04-20')).state;
    expect(judgements(stranger.visits).d).toBe('REDUNDANT');
  });

  it('stays joint through later revisions, until a correction moves one of the two to another week', () => {
    const again = reported(
      state,
      heard(report(PE, 'b', '2026-03-02', { revision: 2 })),
      at('2026-03-03'),
    ).state;
    expect(judgements(again.visits).b).toBe('JUSTIFIED');
    const moved = reported(again, heard(report(PE, 'b', '2026-03-12', { revision: 3 })), at('2026-03-13'));
    expect(judgements(moved.state.visits).b).toBe('REDUNDANT');
    expect(moved.facts.map((fact) => [data(fact).visitKey, data(fact).jointWith])).toEqual([
      [`${PE}:b`, null],
      [`${ML}:a`, null],
    ]);
  });

  it('is told on both sides although one report alone named the other', () => {
    const one = reported(
      permission(),
      heard(report(ML, 'a', '2026-03-01', { jointWith: [PE] }), report(PE, 'b', '2026-03-01')),
      at('2026-03-02'),
    );
    expect(one.facts.map((fact) => data(fact).jointWith)).toEqual([[PE], [ML]]);
  });
});

describe('Two softwares of one partner that report the same contact (BR-46)', () => {
  const two = (own: Partial<Report>, other: Partial<Report>) =>
    told(
      report(ML, 'a', '2026-03-01T09:00:00Z', { sourceSystem: 'i-milo', ...own }),
      report(ML, 'z', '2026-03-01T15:00:00Z', { sourceSystem: 'own-tool', ...other }),
    );
  const pair = keys([ML, 'a'], [ML, 'z']);

  it('are merged at once when agent or hour agree, and proposed as a duplicate otherwise', () => {
    expect(asked(two({ agentId: AGENT }, { agentId: AGENT }))).toEqual([]);
    expect(asked(two({}, { occurredAt: at('2026-03-01T09:40:00Z') }))).toEqual([]);
    expect(asked(two({ agentId: AGENT }, { agentId: EMPLOYER }))).toEqual([['POSSIBLE_DUPLICATE', pair]]);
  });

  it('are two visits of the same day when one software tells both', () => {
    expect(asked(two({ sourceSystem: 'x' }, { sourceSystem: 'x' }))).toEqual([]);
  });

  it('become one once the partner says so: the later account is withdrawn under its own key', () => {
    const before = two({ agentId: AGENT }, { agentId: EMPLOYER });
    const { state, facts } = toldTwice(before, pair);
    expect(state.visits.map((visit) => visit.verdict?.mergedInto)).toEqual([null, `${ML}:a`]);
    expect(facts.map((fact) => [data(fact).visitKey, data(fact).judgement])).toEqual([
      [`${ML}:z`, 'WITHDRAWN'],
    ]);
  });

  it('are asked no more when one of the two is cancelled or moved', () => {
    const before = two({ agentId: AGENT }, { agentId: EMPLOYER });
    expect(isStillAsked(before.visits, pair, PARIS)).toBe(true);
    const off = report(ML, 'z', '2026-03-01T15:00:00Z', {
      sourceSystem: 'own-tool',
      revision: 2,
      status: 'CANCELLED',
    });
    const after = reported(before, heard(off), at('2026-03-05')).state;
    expect(isStillAsked(after.visits, pair, PARIS)).toBe(false);
  });
});
