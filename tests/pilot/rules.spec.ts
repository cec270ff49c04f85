import { NATIONAL_POLICY } from '#contracts/policy';
import { addDays } from '#domain/local-date';
import { CATALOGUE } from '../../apps/pilot/src/domain/catalogue';
import { dashboard } from '../../apps/pilot/src/domain/dashboard';
import { figureOf } from '../../apps/pilot/src/domain/definition';
import type { Contact, Employer, Evidence, Offer, OfferStep } from '../../apps/pilot/src/domain/evidence';
import { frozen } from '../../apps/pilot/src/domain/frozen';
import { redundancy } from '../../apps/pilot/src/domain/indicators/redundancy';
import { vacantPositions } from '../../apps/pilot/src/domain/indicators/vacant-positions';
import { momentOf } from '../../apps/pilot/src/domain/moment';
import { bmoRecontacts } from '../../apps/pilot/src/domain/panels/bmo';
import { redundancyPanel } from '../../apps/pilot/src/domain/panels/coordination';
import { pipeline } from '../../apps/pilot/src/domain/panels/pipeline';
import { vacantStock } from '../../apps/pilot/src/domain/panels/stock';
import { isPublishable, shownCells } from '../../apps/pilot/src/domain/secrecy';
import { silencesAt } from '../../apps/pilot/src/domain/silence';
import type * as Web from '../../apps/web/src/api/dashboard';
import { at, ELSEWHERE, TERRITORY } from './year-of-facts';

const moment = (day: string, hour = 10) => momentOf(at(day, hour), 'Europe/Paris');

const employer = (id: string, own: Partial<Employer> = {}): [string, Employer] => [
  id,
  {
    employerId: id,
    siret: '99900000000001',
    publicName: 'Menuiserie',
    communeCode: '57463',
    partialDiffusion: false,
    states: [{ at: at('2025-01-01'), territoryId: TERRITORY, active: true }],
    segments: [],
    knownBy: [],
    ...own,
  },
];

const evidence = (own: Partial<Evidence> = {}): Evidence => ({
  territory: { id: TERRITORY, name: 'Metz', timeZone: 'Europe/Paris' },
  policyVersion: 1,
  policy: NATIONAL_POLICY,
  partners: [
    { partnerId: 'cap', code: 'cap-57', kind: 'CAP_EMPLOI', name: 'Cap emploi' },
    { partnerId: 'ml', code: 'ml-metz', kind: 'MISSION_LOCALE', name: 'Mission locale' },
  ],
  publicationDuties: [{ partnerId: 'cap', days: 15 }],
  employers: new Map([employer('e1')]),
  segmentLabels: new Map(),
  contacts: [],
  offers: [],
  leads: [],
  plans: [],
  recontacts: [],
  feeds: [],
  ...own,
});

const offer = (steps: OfferStep[], own: Partial<Offer> = {}): Offer => ({
  offerId: 'o1',
  employerId: 'e1',
  territoryId: null,
  partnerId: 'cap',
  romeCode: 'N1103',
  collectedOn: steps[0]!.on,
  commitmentDays: 15,
  recontactId: null,
  publications: [],
  steps,
  ...own,
});

const step = (kind: OfferStep['kind'], on: string, open: number | null, dueOn: string | null = null) => ({
  kind,
  on,
  open,
  dueOn,
  exempt: null,
});

/** Cap emploi's offer of the acceptance scenario: 3 posts on 1 March, one filled on the 10th, paused from the 12th to the 17th. */
const MARCH = offer([
  step('ENTRUSTED', '2026-03-01', 3, '2026-03-17'),
  step('FILLED', '2026-03-10', 2),
  step('PAUSED', '2026-03-12', null),
  step('CHANGED', '2026-03-14', 2),
  step('RESUMED', '2026-03-17', null, '2026-03-22'),
]);

const visit = (own: Partial<Contact> = {}): Contact => ({
  visitKey: 'cap:1',
  employerId: 'e1',
  territoryId: TERRITORY,
  partnerId: 'cap',
  occurredAt: at('2026-03-02'),
  on: '2026-03-02',
  status: 'HELD',
  channel: 'VISIT',
  judgement: 'EXPECTED',
  justification: null,
  jointWith: [],
  leadPartnerId: 'cap',
  firstContact: false,
  planId: null,
  ...own,
});

describe('A vacant position', () => {
  const stockOn = (day: string) =>
    figureOf(vacantPositions, evidence({ offers: [MARCH] }), moment(day)).numerator;

  test('counts from the day it was entrusted until it is filled, and not while its offer is paused', () => {
    expect(['2026-02-28', '2026-03-01', '2026-03-10', '2026-03-13', '2026-03-17'].map(stockOn)).toEqual([
      0, 3, 2, 0, 2,
    ]);
  });

  test('is in one age only: 0 to 15 days, 16 to 30, 31 to 60, or more', () => {
    const ages = (day: string) =>
      vacantStock(evidence({ offers: [MARCH] }), moment(day)).buckets.map(({ positions }) => positions);
    expect(ages('2026-03-17')).toEqual([0, 2, 0, 0]);
    expect(ages('2026-03-31')).toEqual([0, 2, 0, 0]);
    expect(ages('2026-04-01')).toEqual([0, 0, 2, 0]);
    expect(ages('2026-04-30')).toEqual([0, 0, 2, 0]);
    expect(ages('2026-05-01')).toEqual([0, 0, 0, 2]);
  });

  test('is counted once when a recontact found it and an offer came of it', () => {
    const found = {
      recontactId: 'r1',
      employerId: 'e1',
      respondent: 'e1',
      purgedIn: null,
      campaignId: 'c1',
      fapCode: 'J5Z62',
      positions: 2,
      dueAt: at('2026-03-01'),
      dueOn: '2026-03-01',
      assignedOn: '2026-03-01',
      partnerId: 'cap',
      closedOn: '2026-03-05',
      outcome: 'STILL_OPEN' as const,
      stillOpen: 2,
    };
    const alone = evidence({ recontacts: [found] });
    expect(figureOf(vacantPositions, alone, moment('2026-03-06')).numerator).toBe(2);
    const born = offer([step('ENTRUSTED', '2026-03-06', 2)], { recontactId: 'r1', commitmentDays: null });
    expect(
      figureOf(vacantPositions, evidence({ recontacts: [found], offers: [born] }), moment('2026-03-06'))
        .numerator,
    ).toBe(2);
  });

  test('enters and leaves the weekly flows by what happened to it', () => {
    const { flows } = vacantStock(evidence({ offers: [MARCH] }), moment('2026-03-20'));
    const total = (key: 'opened' | 'filled' | 'withdrawn') => flows.reduce((sum, week) => sum + week[key], 0);
    expect([total('opened'), total('filled'), total('withdrawn')]).toEqual([3, 1, 0]);
  });
});

describe('The fifteen days', () => {
  const clock = (day: string) => pipeline(evidence({ offers: [MARCH] }), moment(day)).networks[0]!.offers[0]!;

  test('are on day 9 on 10 March, stand still while paused, and end on the 22nd', () => {
    expect(clock('2026-03-01')).toMatchObject({ dayIndex: 0, dueOn: '2026-03-17', positions: 3 });
    expect(clock('2026-03-10')).toMatchObject({ dayIndex: 9, positions: 2, paused: false });
    expect(clock('2026-03-16')).toMatchObject({ dayIndex: 11, paused: true });
    expect(clock('2026-03-21')).toMatchObject({ dayIndex: 15, dueOn: '2026-03-22', paused: false });
  });

  test('are over once publication is ordered', () => {
    const published = offer([...MARCH.steps], {
      publications: [{ cycle: 1, orderedOn: '2026-03-22', acknowledged: true, rejected: false }],
    });
    const panel = pipeline(evidence({ offers: [published] }), moment('2026-03-23'));
    expect(panel.networks[0]!.offerCount).toBe(0);
    expect(panel.last30Days).toEqual({ filledBefore: 0, published: 1, exempt: 0 });
  });
});

describe('Redundancy', () => {
  const rate = (contacts: Contact[], day = '2026-03-20') =>
    figureOf(redundancy, evidence({ contacts }), moment(day));

  test('counts a joint visit once, although each partner reports its own', () => {
    const joint = { judgement: 'JUSTIFIED' as const, justification: 'JOINT_VISIT' as const };
    const both = [
      visit({ ...joint, jointWith: ['ml'] }),
      visit({ ...joint, visitKey: 'ml:9', partnerId: 'ml', jointWith: ['cap'] }),
    ];
    expect(rate(both)).toEqual({ numerator: 0, denominator: 1 });
  });

  test('counts a joint visit once though one partner dates it a day later, and by its justified account (BR-39)', () => {
    const contacts = [
      visit({ jointWith: ['ml'] }),
      visit({
        visitKey: 'ml:9',
        partnerId: 'ml',
        on: '2026-03-03',
        jointWith: ['cap'],
        judgement: 'JUSTIFIED',
        justification: 'JOINT_VISIT',
      }),
      visit({ visitKey: 'cap:2', on: '2026-03-12', jointWith: ['ml'] }),
    ];
    expect(rate(contacts)).toEqual({ numerator: 0, denominator: 2 });
    expect(redundancyPanel(evidence({ contacts }), moment('2026-03-20')).justified.joint).toBe(1);
  });

  test('is not measured, and not zero, when nobody visited', () => {
    expect(rate([])).toEqual({
      numerator: null,
      denominator: null,
      notMeasuredBecause: 'Aucune visite tenue sur la période.',
    });
  });

  test('leaves out what is older than its window, what did not take place and what the employer asked for', () => {
    const out = [
      visit({ visitKey: 'a', on: '2025-12-19' }),
      visit({ visitKey: 'b', status: 'NO_SHOW' }),
      visit({ visitKey: 'c', judgement: 'NOT_PROSPECTING' }),
    ];
    expect(rate([...out, visit({ judgement: 'REDUNDANT' })])).toEqual({ numerator: 1, denominator: 1 });
  });
});

describe('A figure', () => {
  test('belongs to the territory where its employer was when it happened', () => {
    const moved = employer('e1', {
      states: [
        { at: at('2026-01-01'), territoryId: TERRITORY, active: true },
        { at: at('2026-03-10'), territoryId: ELSEWHERE, active: true },
      ],
    });
    const kept = frozen(
      evidence({
        employers: new Map([moved]),
        contacts: [
          visit({ territoryId: null, occurredAt: at('2025-06-01') }),
          visit({ territoryId: null, occurredAt: at('2026-03-09') }),
          visit({ territoryId: null, occurredAt: at('2026-03-11') }),
          visit({ territoryId: TERRITORY, occurredAt: at('2026-03-11') }),
        ],
        offers: [MARCH, offer([step('ENTRUSTED', '2026-03-11', 1)])],
      }),
    );
    expect(kept.contacts).toHaveLength(3);
    expect(kept.offers).toEqual([MARCH]);
  });

  test('has one definition each, with a method in full', () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
    for (const { id, method, denominator } of CATALOGUE) {
      const words = method(NATIONAL_POLICY);
      for (const part of [words.what, words.how, words.source, words.excludes, words.numeratorIs])
        expect([id, part.length > 5]).toEqual([id, true]);
      expect([id, words.denominatorIs === null]).toEqual([id, denominator === null]);
    }
  });

  test('is served in exactly the shape that the page reads', () => {
    // The assignment is the test: it does not compile when the two differ.
    const page: Web.Dashboard = dashboard(evidence({ offers: [MARCH] }), moment('2026-03-20'));
    expect(page.indicators.map(({ id }) => id)).toEqual([
      'vacant-positions',
      'tense-positions',
      'redundancy',
      'coverage',
      'taken-in-5-days',
      'bmo-recontact',
    ]);
  });
});

describe('A silent partner', () => {
  const silent = (lastAt: Date, now: ReturnType<typeof moment>) =>
    silencesAt(evidence({ feeds: [{ partnerId: 'cap', lastAt, days: [] }] }), now).map((one) => one.silent);

  test('is one that sent nothing for three times its rhythm, week-ends and holidays not counted', () => {
    // Friday 10 a.m.: three days of 24 working hours end on Wednesday at 10 a.m.
    expect(silent(at('2026-03-06'), moment('2026-03-11', 9))).toEqual([false, false]);
    expect(silent(at('2026-03-06'), moment('2026-03-11', 11))).toEqual([true, false]);
  });

  test('is not one that was never connected', () => {
    expect(silencesAt(evidence(), moment('2026-03-11')).some((one) => one.silent)).toBe(false);
  });
});

describe('Statistical secrecy', () => {
  const cell = (name: string, ...weights: number[]) => ({
    name,
    count: weights.reduce((sum, weight) => sum + weight, 0),
    weights: new Map(weights.map((weight, index) => [`${name}${index}`, weight])),
  });

  test('keeps back a cell of too few establishments, or that one of them makes', () => {
    expect(isPublishable(cell('a', 1, 1, 1, 1), 5)).toBe(false);
    expect(isPublishable(cell('a', 1, 1, 1, 1, 1), 5)).toBe(true);
    expect(isPublishable(cell('a', 96, 1, 1, 1, 1), 5)).toBe(false);
    expect(isPublishable(cell('a'), 5)).toBe(true);
  });

  test('keeps back a second cell, so that a subtraction from the total gives nothing away', () => {
    const cells = [cell('small', 1, 1), cell('middle', 1, 1, 1, 1, 1), cell('large', 1, 1, 1, 1, 1, 1, 1)];
    expect(shownCells(cells, 5).map(({ name }) => name)).toEqual(['large']);
    expect(shownCells([cells[0]!, cells[2]!], 5)).toEqual([]);
    expect(shownCells([cells[1]!, cells[2]!], 5)).toHaveLength(2);
  });

  test('holds for the outcomes of recontacts', () => {
    const closed = (index: number, outcome: 'HIRED' | 'DROPPED') => ({
      recontactId: `r${index}`,
      employerId: 'e1',
      respondent: `respondent ${index}`,
      purgedIn: null,
      campaignId: 'c1',
      fapCode: 'J5Z62',
      positions: 1,
      dueAt: at('2026-03-01'),
      dueOn: '2026-03-01',
      assignedOn: '2026-03-01',
      partnerId: 'cap',
      closedOn: '2026-03-05',
      outcome,
      stillOpen: 0,
    });
    const panel = (hired: number, dropped: number) =>
      bmoRecontacts(
        evidence({
          recontacts: [
            ...Array.from({ length: hired }, (_, index) => closed(index, 'HIRED')),
            ...Array.from({ length: dropped }, (_, index) => closed(100 + index, 'DROPPED')),
          ],
        }),
        moment(addDays('2026-03-05', 1)),
      );
    expect(panel(5, 6).outcomes).toEqual([
      { outcome: 'HIRED', count: 5 },
      { outcome: 'DROPPED', count: 6 },
    ]);
    expect(panel(6, 2)).toMatchObject({ closed: 8, outcomes: [] });
  });
});
