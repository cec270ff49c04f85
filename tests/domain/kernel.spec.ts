import { decided, unchanged } from '#domain/decision';
import { parseDuration } from '#domain/duration';
import { NotYet } from '#domain/not-yet';
import { Forbidden, Invalid, NotFound, Refused } from '#domain/refused';

describe('A decision', () => {
  it('carries its facts, or nothing at all', () => {
    const state = { open: 2 };
    const fact = { topic: 'offers', type: 'OfferPaused.v1', key: 'k', data: {} };
    expect(decided(state, fact)).toEqual({ state, facts: [fact] });
    expect(unchanged(state).state).toBe(state);
    expect(unchanged(state).facts).toHaveLength(0);
  });
});

describe('A refusal', () => {
  it('keeps a reason for machines and a sentence for people', () => {
    const refused = new Refused('already-taken', 'Ce prospect vient d’être pris.');
    expect(refused).toMatchObject({ reason: 'already-taken', status: 409, name: 'Refused' });
    expect(refused.message).toBe(refused.sentence);
    expect(
      [new NotFound('a', 'A'), new Forbidden('b', 'B'), new Invalid('c', 'C')].map((e) => [e.name, e.status]),
    ).toEqual([
      ['NotFound', 404],
      ['Forbidden', 403],
      ['Invalid', 422],
    ]);
    expect(new Invalid('c', 'C')).toBeInstanceOf(Refused);
  });

  it('is not the same thing as waiting for a parent', () => {
    expect(new NotYet('employer', 'e1')).not.toBeInstanceOf(Refused);
    expect(new NotYet('employer', 'e1')).toMatchObject({ parentKind: 'employer', parentId: 'e1' });
  });
});

describe('A duration', () => {
  it.each([
    ['P3D', 3 * 86_400_000],
    ['P1W', 7 * 86_400_000],
    ['PT90S', 90_000],
    ['P1DT1H30M', 86_400_000 + 5_400_000],
    ['P0D', 0],
  ])('%s is read in milliseconds', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds));

  it.each(['P', 'PT', 'P1DT', '3D', 'P1M', 'P1Y', '-P1D', 'P1.5D', ''])('%j is refused', (text) =>
    expect(() => parseDuration(text)).toThrow(Invalid),
  );
});
