import { BmoModule } from '../../apps/bmo/src/bmo.module';
import { onRealFiles, realFile } from '../support/real-data';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { importing, machine, PLIE, person } from './survey';

const HEADER = 'annee,Code métier BMO,Nom métier BMO,Dept,BE24,NOMBE24,met,xmet,smet';
const csv = (...lines: string[]) => Buffer.from([HEADER, ...lines, ''].join('\n'));

interface Context {
  year: number;
  families: { fapCode: string; projects: number | null; difficult: number | null; seasonal: number | null }[];
}

const contextOf = (service: ServiceUnderTest, query = 'basin=4431') =>
  service.http(person('AGENT', PLIE)).get<Context>(`/v1/bmo/context?${query}`);

describe('The open data of the survey', () => {
  let service: ServiceUnderTest;
  beforeEach(async () => {
    service = await serviceUnderTest(BmoModule);
  });
  afterEach(() => service.close());

  test('are context for everybody, and keep a secret as a secret', async () => {
    const { done } = await importing(
      service,
      csv(
        '2024,A0X40,Agriculteurs,57,4431,METZ,19,15,*',
        '2024,L1X60,Comptabilité,57,4431,METZ,*,*,*',
        '2024,A0X40,x',
      ),
      { kind: 'bmo' },
    );
    expect(done).toMatchObject({ read: 3, new: 2, refused: 1 });
    expect((await contextOf(service)).body).toMatchObject({
      year: 2024,
      families: [
        { fapCode: 'A0X40', projects: 19, difficult: 15, seasonal: null },
        { fapCode: 'L1X60', projects: null, difficult: null, seasonal: null },
      ],
    });
    expect((await contextOf(service, 'basin=9999')).status).toBe(404);
  });

  test('are counted once, say what changed, and keep their years apart', async () => {
    const first = '2024,A0X40,Agriculteurs,57,4431,METZ,19,15,*';
    await importing(service, csv(first), { kind: 'bmo' });
    const again = await importing(service, csv(first, '2024,L1X60,Comptabilité,57,4431,METZ,30,*,*'), {
      kind: 'bmo',
    });
    expect(again.done).toMatchObject({ new: 1, changed: 0, same: 1 });
    const revised = await importing(service, csv('2024,A0X40,Agriculteurs,57,4431,METZ,20,15,*'), {
      kind: 'bmo',
    });
    expect(revised.done).toMatchObject({ new: 0, changed: 1, same: 0 });
    await importing(service, csv('2023,A0X40,Agriculteurs,57,4431,METZ,7,*,*'), { kind: 'bmo' });
    expect((await contextOf(service, 'basin=4431&year=2023')).body.families).toHaveLength(1);
    expect((await contextOf(service)).body.year).toBe(2024);
  });

  test('are deposited by the operator or the coordination, and individual answers by who collected them', async () => {
    const key = machine(PLIE, 'imports:write');
    const file = csv('2024,A0X40,Agriculteurs,57,4431,METZ,19,15,*');
    expect((await importing(service, file, { kind: 'bmo', as: key })).status).toBe(403);
    expect((await importing(service, file, { kind: 'bmo-intentions', as: key })).status).toBe(403);
    const survey = machine(PLIE, 'imports:write', 'bmo:write');
    const other = await importing(service, file, { kind: 'bmo-intentions', as: survey });
    expect([other.status, JSON.parse(other.text).type]).toEqual([422, '/docs/problemes/columns-missing']);
    expect((await importing(service, file, { kind: 'sirene' })).status).toBe(422);
  });
});

onRealFiles('The official open data of the survey', () => {
  let service: ServiceUnderTest;
  beforeEach(async () => {
    service = await serviceUnderTest(BmoModule);
  });
  afterEach(() => service.close());

  test('of 2024 for the whole country are read from the official workbook', async () => {
    const workbook = realFile('bmo/Base_open_data_BMO_2024.xlsx');
    const { done } = await importing(service, workbook, { kind: 'bmo' });
    expect(done).toMatchObject({ read: 53_443, refused: 0 });
    const [sum] = await service.query(
      `select count(*) as cells, count(*) filter (where projects is null) as secrets,
              count(*) filter (where projects = 0) as zeros from open_figure`,
    );
    expect(sum).toMatchObject({ cells: 53_443, zeros: 0 });
    expect((sum as { secrets: number }).secrets).toBeGreaterThan(0);
    // The département's CSV of the same year says the same.
    const moselle = await importing(service, realFile('bmo/bmo_2024_dep_57.csv'), {
      kind: 'bmo',
    });
    expect(moselle.done).toMatchObject({ new: 0, changed: 0, refused: 0 });
    const { body } = await contextOf(service);
    const known = body.families.reduce((total, { projects }) => total + (projects ?? 0), 0);
    expect(known).toBeGreaterThan(10_000);
  }, 60_000);
});
