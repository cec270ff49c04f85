import fc from 'fast-check';
import { explain } from '#allocation/explain';
import { decimal, difference } from '#allocation/french-numbers';
import { plan } from '#allocation/plan';
import type { PlanInputs } from '#allocation/plan-inputs';
import { problemOf } from '#allocation/problem';
import { employer, knows, METZ, planInputs, structure, WEIGHTS, WOIPPY } from './given-plan';
import { randomTerritory } from './random-territory';

function explained(inputs: PlanInputs, employerId = 'e') {
  const problem = problemOf(inputs);
  return explain(problem, plan(problem.instance), employerId)!;
}

const ml = structure('ml', { kind: 'MISSION_LOCALE', name: 'la Mission locale de Woippy', capacity: 1 });
const cap = structure('cap', { kind: 'CAP_EMPLOI', name: 'Cap emploi Jaumont', capacity: 1 });

/** Cap emploi knows it better, but its one visit is worth more at the neighbour's. */
const contested = planInputs(
  [ml, cap],
  [
    employer('e', { knowledge: [knows('ml', 50), knows('cap', 80)] }),
    employer('f', { expectedHires: 8, knowledge: [knows('cap', 90)] }),
  ],
);

describe('Why this partner', () => {
  it('each option has its value, the price of its visit, and what is left: the highest wins', () => {
    const { chosen, options } = explained(contested);
    expect(chosen).toBe('ml');
    expect(options.map((one) => one.structureId)).toEqual(['ml', 'cap']);
    for (const { value, price, net } of options) expect(net).toBe(value - price);
    expect(options[1]!.value).toBeGreaterThan(options[0]!.value);
    expect(options[1]!.price).toBeGreaterThan(options[1]!.value - options[0]!.net - 1);
  });

  it('says it in French, with a comma, a real minus sign, and a sum that is right as it is shown', () => {
    expect(explained(contested).sentence).toMatch(
      /^Valeur nette la plus haute : la Mission locale de Woippy, 34,8 − 0,0 = 34,8\. Vient ensuite Cap emploi Jaumont, 36,7 − \d+,\d = −?\d+,\d, dont la visite vaut plus ici mais manquerait davantage ailleurs\.$/,
    );
  });

  it('names each term as a person would', () => {
    const near = { ...ml, position: WOIPPY };
    const told = explained(
      planInputs([near], [employer('e', { position: METZ, knowledge: [knows('ml', 50)], incumbent: 'ml' })], {
        affinities: { TPE: { MISSION_LOCALE: 71 } },
      }),
    );
    expect(told.options[0]!.terms.map(({ term, words }) => [term, words])).toEqual([
      ['UPLIFT', 'Embauches probables, non captées'],
      ['AFFINITY', 'Affinité : public du réseau Mission locale'],
      ['RELATION', 'Relation : 1 visite tenue'],
      ['TRAVEL', 'Trajet : 4,0 km et retour'],
      ['INCUMBENCY', 'Chef de file en place'],
      ['TIE_BREAK', 'Départage entre valeurs égales'],
    ]);
  });

  it('says why those who may not go may not', () => {
    const told = explained(
      planInputs(
        [
          ml,
          cap,
          structure('pe'),
          structure('plie'),
          structure('far', { position: { latitude: 43.3, longitude: 5.4 } }),
        ],
        [
          employer('e', {
            position: METZ,
            knowledge: [knows('ml', 80), knows('pe', 20), knows('far', 45)],
            closedTo: [{ partnerId: 'p-cap', reason: 'COOL_DOWN' }],
          }),
        ],
        { forbids: [{ employerId: 'e', structureId: 'plie' }] },
      ),
    );
    expect(
      Object.fromEntries(told.excluded.map(({ structureId, because }) => [structureId, because])),
    ).toEqual({
      cap: 'Un délai de carence court pour ce partenaire.',
      pe: 'Ce partenaire le connaît trop peu (20 points contre 80 pour le mieux placé).',
      plie: 'Le comité l’interdit à cette structure.',
      far: 'La visite rapporterait moins que ne coûte son trajet.',
    });
  });

  it('says why nobody goes, and that no visit would be worth its price', () => {
    const told = explained(
      planInputs([{ ...ml, capacity: 1 }], [employer('e'), employer('f', { expectedHires: 5 })]),
    );
    expect(told).toMatchObject({ chosen: null, reason: 'CAPACITY_EXHAUSTED' });
    expect(told.options[0]!.net).toBeLessThanOrEqual(0);
    expect(told.sentence).toContain('n’y gagnerait rien.');
  });

  it('knows nothing of an employer that is not of the plan', () => {
    const problem = problemOf(contested);
    expect(explain(problem, plan(problem.instance), 'x')).toBeNull();
  });
});

describe('What would change it', () => {
  it('the visit without which it would go elsewhere, when one piece of evidence decides', () => {
    const evidence = [
      { points: 30, words: 'la visite du 4 septembre' },
      { points: 4, words: 'la présence dans son fichier' },
    ];
    const told = explained(
      planInputs(
        [ml, cap],
        [employer('e', { knowledge: [{ ...knows('ml', 60, '2020-01-01'), evidence }, knows('cap', 45)] })],
      ),
    );
    expect(told.chosen).toBe('ml');
    expect(told.whatWouldChange).toBe(
      'Sans la visite du 4 septembre, il irait à Cap emploi Jaumont. Avec 16 points de connaissance de plus, Cap emploi Jaumont passerait devant. À prix des visites inchangés.',
    );
  });

  it('the visits that another would have to make, when the policy says what a visit proves', () => {
    const told = explained(
      planInputs(
        [ml, cap],
        [employer('e', { knowledge: [knows('ml', 60, '2020-01-01'), knows('cap', 45)] })],
        {
          weights: { ...WEIGHTS, knowledgePerVisit: 15 },
        },
      ),
    );
    expect(told.whatWouldChange).toContain(
      'Avec deux visites tenues de plus, Cap emploi Jaumont passerait devant.',
    );
  });

  it('is true: one point less than what is told changes nothing, and what is told changes it', () => {
    const known = (ofCap: number) =>
      planInputs(
        [ml, cap],
        [employer('e', { knowledge: [knows('ml', 60, '2020-01-01'), knows('cap', ofCap)] })],
      );
    expect(explained(known(45)).whatWouldChange).toContain('Avec 16 points');
    // Nothing else wants these visits, so prices do hold: the plan itself confirms it.
    expect(explained(known(60)).chosen).toBe(explained(known(45)).chosen);
    expect(explained(known(61)).chosen).toBe('cap');
  });

  it('where it would go without the committee’s word, or without the open offer', () => {
    const free = employer('e', { knowledge: [knows('cap', 90)] });
    const pins = [{ employerId: 'e', structureId: 'ml' }];
    expect(explained(planInputs([ml, cap], [free], { pins })).whatWouldChange).toBe(
      'Sans la décision du comité, il irait à Cap emploi Jaumont.',
    );
    expect(explained(planInputs([ml, cap], [{ ...free, lockedBy: ['p-ml'] }])).whatWouldChange).toBe(
      'Sans cette offre ou cette convention, il irait à Cap emploi Jaumont.',
    );
  });

  it('how far the nearest is, when no knowledge would do', () => {
    const weights = { ...WEIGHTS, relationPercent: 0, nextBestMinimumPercent: 0 };
    const told = explained(planInputs([ml, cap], [employer('e', { incumbent: 'ml' })], { weights }));
    expect(told.whatWouldChange).toBe(
      'Aucune connaissance de plus n’y suffirait : il manque 3,0 à Cap emploi Jaumont, à prix des visites inchangés.',
    );
  });
});

describe('An explanation of any employer of any plan', () => {
  it('has terms that add up to the value, a choice of the highest net, and no net above 0 where nobody goes', () => {
    const rules = {
      floors: [{ structureId: null, kind: null, segment: 'BIG', percent: 40 }],
      coverage: [{ territoryClass: 'RURAL', percent: 60 }],
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const problem = problemOf(randomTerritory(seed, { employers: 25, rules }));
        const solved = plan(problem.instance);
        for (const { employerId } of problem.employers) {
          const { options, chosen, excluded } = explain(problem, solved, employerId)!;
          for (const { terms, value } of options)
            expect(terms.reduce((sum, one) => sum + one.microPosts, 0)).toBe(value);
          const highest = Math.max(0, ...options.map((one) => one.net));
          if (chosen === null) expect(highest).toBe(0);
          else expect(options[0]).toMatchObject({ structureId: chosen, net: highest });
          expect(options.length + excluded.length).toBe(problem.structures.length);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('Numbers as they are read in French', () => {
  it('have a comma, the minus sign, and no minus before nothing', () => {
    expect([decimal(76.3), decimal(-3.25), decimal(-0.04)]).toEqual(['76,3', '−3,3', '0,0']);
  });

  it('add up as they are shown, also when a floor makes a price negative', () => {
    expect(difference(763_049, 592_051)).toBe('76,3 − 17,1 = 59,2');
    expect(difference(524_000, 767_000)).toBe('52,4 + 24,3 = 76,7');
  });
});
