import fc from 'fast-check';
import { change, type Employer, isEmployer } from '../../apps/segmentation/src/domain/employer';
import {
  type ReferenceEstablishment,
  type ReportedEstablishment,
  settle,
} from '../../apps/segmentation/src/domain/establishment';
import { knowledgeOf, volumeFell } from '../../apps/segmentation/src/domain/partner-record';

const told = (over: Partial<ReportedEstablishment> = {}): ReportedEstablishment => ({
  siret: '90000001000018',
  active: true,
  employer: true,
  partialDiffusion: false,
  headcountBand: '03',
  nafCode: '43.21A',
  nafVersion: 'NAFRev2',
  communeCode: '57463',
  publicName: null,
  address: null,
  createdOn: null,
  closedOn: null,
  vintage: '2021-11-01',
  processedAt: '',
  ...over,
});

const reported = fc.record({
  active: fc.boolean(),
  employer: fc.boolean(),
  partialDiffusion: fc.boolean(),
  headcountBand: fc.constantFrom('NN', '00', '03'),
  vintage: fc.constantFrom('0001-01-01', '2014-01-01', '2021-11-01'),
  processedAt: fc.constantFrom('', '2015-05-14T03:02:23', '2021-10-30T01:00:00'),
});

const settledFrom = (files: readonly ReportedEstablishment[]) =>
  files.reduce<ReferenceEstablishment | undefined>((known, one) => settle(known, one).state, undefined);

describe('The reference of an establishment', () => {
  it('is the same in whatever order the files come, and however often', () => {
    fc.assert(
      fc.property(
        fc.array(reported, { minLength: 1, maxLength: 5 }).chain((rows) => {
          const files = rows.map(told);
          return fc.tuple(
            fc.constant(files),
            fc.shuffledSubarray([...files, ...files], { minLength: files.length * 2 }),
          );
        }),
        ([files, shuffled]) => expect(settledFrom(shuffled)).toEqual(settledFrom(files)),
      ),
    );
  });

  it('counts what a file changes, repeats, or tells too late', () => {
    const known = settle(undefined, told()).state;
    const outcome = (over: Partial<ReportedEstablishment>) => settle(known, told(over)).outcome;
    expect(settle(undefined, told()).outcome).toBe('NEW');
    expect(outcome({})).toBe('SAME');
    expect(outcome({ vintage: '2022-01-01' })).toBe('SAME');
    expect(outcome({ vintage: '2022-01-01', headcountBand: '11' })).toBe('CHANGED');
    expect(outcome({ vintage: '2014-01-01', headcountBand: '11' })).toBe('OLDER');
  });

  it('of two rows of one vintage, the one that INSEE processed last stands', () => {
    const late = told({ headcountBand: '00', processedAt: '2021-10-30T01:00:00' });
    const early = told({ headcountBand: '53', processedAt: '2015-05-14T03:02:23' });
    expect(settledFrom([late, early])).toMatchObject({ headcountBand: '00' });
    expect(settledFrom([early, late])).toMatchObject({ headcountBand: '00' });
  });
});

describe('Who is an employer', () => {
  const reference = (over: Partial<ReferenceEstablishment> = {}): ReferenceEstablishment => ({
    ...told(),
    onceEmployer: true,
    ...over,
  });

  it.each([
    ['an active employer in a territory', reference(), 'T', false, true],
    ['an active employer in no territory', reference(), null, true, false],
    [
      'an establishment without employees',
      reference({ employer: false, onceEmployer: false }),
      'T',
      false,
      false,
    ],
    ['the same, in a partner’s file', reference({ employer: false, onceEmployer: false }), 'T', true, true],
    ['partial diffusion', reference({ partialDiffusion: true }), 'T', false, false],
    ['partial diffusion, in a partner’s file', reference({ partialDiffusion: true }), 'T', true, true],
    ['a closed one that an old file knew as an employer', reference({ active: false }), 'T', false, true],
  ])('%s', (_title, establishment, territoryId, inPartnerFile, expected) => {
    expect(isEmployer(establishment, territoryId, inPartnerFile)).toBe(expected);
  });

  const employer: Employer = {
    employerId: '01890000-0000-7000-8000-000000000001',
    siret: told().siret,
    territoryId: '01890000-0000-7000-8000-000000000002',
  };
  const types = (before: ReferenceEstablishment, after: ReferenceEstablishment) =>
    change({ employer, establishment: before }, { employer, establishment: after }).map((fact) => fact.type);

  it('a change that nobody would see is not told', () => {
    expect(types(reference(), reference({ vintage: '2025-01-01', address: '1 RUE FICTIVE' }))).toEqual([]);
    expect(types(reference(), reference({ headcountBand: '11' }))).toEqual(['EmployerChanged.v1']);
    expect(types(reference(), reference({ active: false, closedOn: '2021-10-20' }))).toEqual([
      'EmployerChanged.v1',
      'EmployerClosed.v1',
    ]);
  });
});

describe('A partner’s file', () => {
  it('says the strongest relation and the latest contact of all its rows about an employer', () => {
    const row = { recordId: 'A1', siret: told().siret };
    expect(knowledgeOf([])).toBeUndefined();
    expect(
      knowledgeOf([
        { ...row, relation: 'CONTACT', lastContactOn: '2026-02-01' },
        { ...row, relation: 'HIRE', lastContactOn: null },
        { ...row, relation: 'OFFER', lastContactOn: '2026-01-01' },
      ]),
    ).toEqual({ relation: 'HIRE', lastContactOn: '2026-02-01' });
  });

  it.each([
    [80, 100, false],
    [79, 100, true],
    [0, 1, true],
    [0, 0, false],
    [100, 0, false],
  ])('with %d rows after one with %d must be confirmed: %s (BR-13)', (rows, last, expected) => {
    expect(volumeFell(rows, last)).toBe(expected);
  });
});
