import { SegmentationModule } from '../../apps/segmentation/src/segmentation.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { aTerritory, fictitiousSiret, importing, type SireneCells, sireneFile } from './importing';

let service: ServiceUnderTest;
const begin = async () => {
  service = await serviceUnderTest(SegmentationModule);
  return aTerritory(service);
};
afterEach(() => service.close());

const SIRET = fictitiousSiret(1);
const facts = async (type: string) => (await service.told(`${type}.v1`)).map((fact) => fact.payload);

describe('A SIRENE file makes employers of active employers in a territory', () => {
  it('counts each row once, and registers only who employs there', async () => {
    const territoryId = await begin();
    const { done } = await importing(
      service,
      sireneFile(
        { siret: SIRET, enseigne1Etablissement: 'BOULANGERIE FICTIVE' },
        { siret: fictitiousSiret(2), caractereEmployeurEtablissement: 'N' },
        { siret: fictitiousSiret(3), etatAdministratifEtablissement: 'F' },
        { siret: fictitiousSiret(4), codeCommuneEtablissement: '60057' },
        { siret: fictitiousSiret(1).replace(/.$/, (digit) => String((Number(digit) + 1) % 10)) },
      ),
    );
    expect(done).toEqual({
      read: 5,
      new: 1,
      changed: 0,
      same: 0,
      older: 0,
      outside: 1,
      inactive: 2,
      refused: 1,
    });
    expect(await facts('EmployerRegistered')).toEqual([
      expect.objectContaining({
        siret: SIRET,
        territoryId,
        publicName: 'BOULANGERIE FICTIVE',
        active: true,
        headcountBand: '03',
      }),
    ]);
    expect(await service.query('select siret from establishment')).toHaveLength(4);
  });

  it('says the line, the column and the cause of what it refuses, and keeps them', async () => {
    await begin();
    const bad: SireneCells[] = [
      { siret: '123' },
      { siret: fictitiousSiret(5), codeCommuneEtablissement: '' },
      { siret: fictitiousSiret(6), etatAdministratifEtablissement: 'X' },
      { siret: fictitiousSiret(7), dateCreationEtablissement: '2023-02-30' },
      { siret: '' },
    ];
    const { id, refused, done } = await importing(service, sireneFile({ siret: SIRET }, ...bad));
    expect(done).toMatchObject({ read: 6, new: 1, refused: 5 });
    expect(refused.map(({ line, field, cause }) => [line, field, cause])).toEqual([
      [3, 'siret', 'siret-length'],
      [4, 'codeCommuneEtablissement', 'missing'],
      [5, 'etatAdministratifEtablissement', 'not-in-list'],
      [6, 'dateCreationEtablissement', 'not-a-date'],
      [7, 'siret', 'siret-missing'],
    ]);
    const kept = await service.http().get<{ items: unknown[] }>(`/v1/imports/${id}/refused`);
    expect(kept.body.items).toHaveLength(5);
    expect(kept.body.items[0]).toMatchObject({ line: 3, field: 'siret', value: '123' });
  });

  it('waits for a territory: the employers of its communes enter it when it is defined', async () => {
    service = await serviceUnderTest(SegmentationModule);
    expect((await importing(service, sireneFile({ siret: SIRET }))).done).toMatchObject({
      outside: 1,
      new: 0,
    });
    const territoryId = await aTerritory(service);
    expect(await facts('EmployerRegistered')).toMatchObject([{ siret: SIRET, territoryId }]);
    await aTerritory(service, ['57001'], [], territoryId);
    expect(await facts('EmployerChanged')).toMatchObject([{ siret: SIRET, territoryId: null }]);
  });
});

describe('Under partial diffusion, nobody becomes a prospect from SIRENE (BR-10)', () => {
  it('neither is registered, nor named', async () => {
    await begin();
    const { done } = await importing(
      service,
      sireneFile({ siret: SIRET, statutDiffusionEtablissement: 'P', enseigne1Etablissement: 'NOM PRIVE' }),
    );
    expect(done).toMatchObject({ inactive: 1, new: 0 });
    expect(await service.told()).toEqual([]);
    expect(await service.query('select public_name from establishment')).toEqual([{ public_name: null }]);
  });

  it('and loses its name when it asks for it', async () => {
    await begin();
    await importing(service, sireneFile({ siret: SIRET, enseigne1Etablissement: 'NOM' }), {
      asOf: '2024-01-01',
    });
    await importing(
      service,
      sireneFile({ siret: SIRET, statutDiffusionEtablissement: 'P', enseigne1Etablissement: 'NOM' }),
      {
        asOf: '2025-01-01',
      },
    );
    expect(await facts('EmployerChanged')).toMatchObject([
      { siret: SIRET, publicName: null, partialDiffusion: true },
    ]);
  });

  it('a sole trader is never named', async () => {
    await begin();
    await importing(
      service,
      sireneFile(
        { siret: SIRET, denominationUsuelleEtablissement: 'MONSIEUR JEAN FICTIF' },
        {
          siret: fictitiousSiret(2),
          enseigne1Etablissement: 'FICTIF JEAN',
          categorieJuridiqueUniteLegale: '1000',
        },
        {
          siret: fictitiousSiret(3),
          enseigne1Etablissement: 'SARL FICTIVE',
          categorieJuridiqueUniteLegale: '5499',
        },
      ),
    );
    expect((await facts('EmployerRegistered')).map((one) => one.publicName)).toEqual([
      null,
      null,
      'SARL FICTIVE',
    ]);
  });
});

describe('A vintage never overwrites a newer one', () => {
  const old = sireneFile({ siret: SIRET, trancheEffectifsEtablissement: '01' });
  const recent = sireneFile({ siret: SIRET, trancheEffectifsEtablissement: '12' });
  const state = () => service.query('select headcount_band, vintage::text from establishment');

  it.each([
    ['old first', true],
    ['recent first', false],
  ])('%s', async (_title, oldFirst) => {
    await begin();
    const imports = [
      () => importing(service, old, { asOf: '2014-01-01' }),
      () => importing(service, recent, { asOf: '2021-11-01' }),
    ];
    for (const next of oldFirst ? imports : imports.reverse()) await next();
    expect(await state()).toEqual([{ headcount_band: '12', vintage: '2021-11-01' }]);
    const told = await service.told();
    expect(told.at(-1)!.payload).toMatchObject({ siret: SIRET, headcountBand: '12' });
  });

  it('without a declared date, the latest day on which INSEE processed a row is that of the whole file', async () => {
    await begin();
    await importing(
      service,
      sireneFile(
        {
          siret: SIRET,
          trancheEffectifsEtablissement: '12',
          dateDernierTraitementEtablissement: '2015-05-14T03:02:23',
        },
        { siret: fictitiousSiret(2), dateDernierTraitementEtablissement: '2021-10-30T01:00:00' },
      ),
    );
    const undated = await importing(service, old);
    expect(undated.done).toMatchObject({ older: 1 });
    expect((await state())[0]).toEqual({ headcount_band: '12', vintage: '2021-10-30' });
  });

  it('a closure is told, and is certain once the vintage is 30 days past it (BR-09)', async () => {
    await begin();
    const closed = sireneFile({ siret: SIRET, etatAdministratifEtablissement: 'F', dateDebut: '2024-05-20' });
    await importing(service, sireneFile({ siret: SIRET }), { asOf: '2024-01-01' });
    await importing(service, closed, { asOf: '2024-06-01' });
    expect(await facts('EmployerClosed')).toMatchObject([
      { siret: SIRET, closedOn: '2024-05-20', confirmed: false },
    ]);
    expect((await importing(service, closed, { asOf: '2024-07-01' })).done).toMatchObject({ same: 1 });
    expect(await facts('EmployerClosed')).toMatchObject([{ confirmed: false }, { confirmed: true }]);
    await importing(service, sireneFile({ siret: SIRET }), { asOf: '2024-08-01' });
    expect((await facts('EmployerChanged')).at(-1)).toMatchObject({ siret: SIRET, active: true });
  });
});
