import { SegmentationModule } from '../../apps/segmentation/src/segmentation.module';
import { communesOfMetz, onRealFiles, realFile } from '../support/real-data';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { aTerritory, importing } from './importing';

const METZ = 'sirene/StockEtablissement_metz_57463_layout.csv.gz';
const MOSELLE = 'sirene/StockEtablissement_slice2021-11_dep_57.csv.gz';
const OISE = 'sirene/StockEtablissement_slice2021-11_dep_60.csv.gz';

let service: ServiceUnderTest;
const begin = async () => {
  service = await serviceUnderTest(SegmentationModule);
  await aTerritory(service, communesOfMetz());
};
const importAll = async (...files: [string, string?][]) => {
  const counts = [];
  for (const [name, asOf] of files) counts.push((await importing(service, realFile(name), { asOf })).done!);
  return counts;
};

/** All that other services may know, without the ids, which are drawn. */
const finalState = async () => ({
  // Compared inside PostgreSQL: there are some 37,000 rows.
  reference: await service.query(
    `select count(*), md5(string_agg(e::text, E'\\n' order by siret)) as content from establishment e`,
  ),
  employers: await service.query(
    'select siret, territory_id is null as outside from employer order by siret',
  ),
  known: await service.query(`
    select distinct on (payload->>'siret') payload->>'siret' as siret, payload->>'active' as active,
      payload->>'headcountBand' as band, payload->>'nafCode' as naf, payload->>'publicName' as name
    from event_log where type in ('EmployerRegistered.v1', 'EmployerChanged.v1')
    order by payload->>'siret', version desc`),
});

onRealFiles('The real SIRENE files of the bassin de Metz', () => {
  afterEach(() => service.close());

  it('add up, line for line, and a second run finds all the same', async () => {
    await begin();
    const [metz, again] = await importAll([METZ, '2014-01-01'], [METZ, '2014-01-01']);
    expect(metz).toEqual({
      read: 17_091,
      new: 3_259,
      changed: 0,
      same: 0,
      older: 0,
      outside: 0,
      inactive: 13_832,
      refused: 0,
    });
    expect(again).toMatchObject({ read: 17_091, same: 17_091, new: 0 });
    expect(await service.told('EmployerRegistered.v1')).toHaveLength(3_259);
  });

  it.each<[string, [string, string?][]]>([
    [
      'with their vintages',
      [
        [METZ, '2014-01-01'],
        [MOSELLE, '2021-11-01'],
        [OISE, '2021-11-01'],
      ],
    ],
    ['without any declared vintage', [[METZ], [MOSELLE], [OISE]]],
  ])(
    'give the same employers in either order, %s',
    async (_title, files) => {
      await begin();
      const forth = await importAll(...files);
      const first = await finalState();
      await service.close();
      await begin();
      const back = await importAll(...[...files].reverse());
      expect(await finalState()).toEqual(first);

      const read = (counts: typeof forth) => counts.map((one) => one.read);
      expect(read(forth)).toEqual([17_091, 11_697, 9_225]);
      expect(read(back)).toEqual(read(forth).reverse());
      for (const { read: all, ...rest } of [...forth, ...back])
        expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).toBe(all);
      // 562 SIRETs stand in both files of the Moselle: the older never overwrites.
      expect(forth[1]!.changed! + forth[1]!.same!).toBe(562);
      expect(back[2]!.older! + back[2]!.same!).toBe(562);
      expect(first.reference).toMatchObject([{ count: 17_091 + 11_697 - 562 + 9_225 }]);
    },
    120_000,
  );

  it('the commune table gives the territory of the bassin', async () => {
    await begin();
    const table = realFile('codes/communes_reference_jointe.csv.gz');
    const first = await importing(service, table, { kind: 'communes' });
    expect(first.done).toMatchObject({ read: 37_498, new: 37_498, refused: 0 });
    expect((await importing(service, table, { kind: 'communes' })).done).toMatchObject({ same: 37_498 });
    const basin = await service.http().get<{ items: { code: string }[] }>('/v1/communes?basin=4431');
    expect(basin.body.items.map((one) => one.code).sort()).toEqual(communesOfMetz().sort());
  });
});
