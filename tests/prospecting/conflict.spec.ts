import {
  answerBy,
  answered,
  CONFLICT_KINDS,
  type Conflict,
  type ConflictKind,
  decidedByRule,
  KINDS,
  settled,
} from '../../apps/prospecting/src/domain/conflict';
import { at, EMPLOYER, id, ML, PE, PLIE, POLICY } from './given';

const calendar = { zone: 'Europe/Paris', region: 'ALSACE_MOSELLE' } as const;

const question = (own: Partial<Conflict> = {}): Conflict => ({
  conflictId: id(1),
  kind: 'JOINT_OR_REDUNDANT',
  employerId: EMPLOYER,
  territoryId: null,
  subject: 'a b',
  partnerIds: [ML, PE],
  unitIds: [],
  openedAt: at('2026-03-02'),
  answerBy: at('2026-03-09T23:00:00Z'),
  state: 'OPEN',
  outcome: null,
  outcomePartnerId: null,
  settledAt: null,
  answers: [],
  ...own,
});

describe('A question of the conflict desk', () => {
  it('is open until the end of the fifth working day, holidays of Moselle not counted (BR-46)', () => {
    const by = (on: string) => answerBy('JOINT_OR_REDUNDANT', at(on), POLICY, calendar).toISOString();
    expect(by('2026-03-02')).toBe('2026-03-09T23:00:00.000Z');
    // Good Friday and Easter Monday.
    expect(by('2026-04-01')).toBe('2026-04-10T22:00:00.000Z');
    expect(by('2026-12-22')).toBe('2026-12-30T23:00:00.000Z');
  });

  it('is decided by the rule at its date and not an instant before, and only once (BR-121)', () => {
    const one = question();
    expect(decidedByRule(one, at('2026-03-09T22:59:59Z'))).toBe(one);
    const decided = decidedByRule(one, at('2026-03-09T23:00:00Z'));
    expect(decided).toMatchObject({ state: 'DECIDED_BY_RULE', outcome: 'SEPARATE' });
    expect(decidedByRule(decided, at('2026-05-01'))).toBe(decided);
  });

  it('lets a partner change its word until it is settled, and asks each of them for « conjointe »', () => {
    const waiting = answered(question(), ML, 'JOINT', at('2026-03-03'));
    expect([waiting.state, waiting.answers.length]).toEqual(['OPEN', 1]);
    expect(answered(waiting, ML, 'JOINT', at('2026-03-04')).answers).toHaveLength(1);
    expect(answered(waiting, ML, 'SEPARATE', at('2026-03-04'))).toMatchObject({ outcome: 'SEPARATE' });
    expect(answered(waiting, PE, 'JOINT', at('2026-03-04'))).toMatchObject({
      state: 'ANSWERED',
      outcome: 'JOINT',
    });
  });

  it('gives a lead to one of the partners concerned and to no other (BR-40)', () => {
    const two = question({ kind: 'TWO_PARTNERS_ONE_EMPLOYER' });
    expect(settled(two, 'LEAD_TO', PE, at('2026-03-03'))).toMatchObject({ outcomePartnerId: PE });
    expect(() => settled(two, 'LEAD_TO', PLIE, at('2026-03-03'))).toThrow('partenaires concernés');
    expect(() => settled(two, 'EACH_ITS_OFFER', PE, at('2026-03-03'))).toThrow('chef de file');
  });

  it.each(CONFLICT_KINDS.map((kind) => [kind] as const))(
    'of kind %s has a rule for silence that the coordination could have decided as well',
    (kind: ConflictKind) => {
      expect(KINDS[kind].settlements).toContain(KINDS[kind].silence);
      for (const answer of KINDS[kind].answers) expect(KINDS[kind].settlements).toContain(answer);
    },
  );
});
