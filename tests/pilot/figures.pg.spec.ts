import { localDateOf } from '#domain/local-date';
import { Applier } from '#messaging/apply';
import { Readers } from '#messaging/readers';
import { type Message, positionOf, read } from '#messaging/received';
import { UnitOfWork } from '#messaging/unit-of-work';
import type { CallerIdentity } from '#service/identity';
import { PilotModule } from '../../apps/pilot/src/pilot.module';
import { projections } from '../../apps/pilot/src/pilot.projections';
import type * as Web from '../../apps/web/src/api/dashboard';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { messagesOf, shuffledBatches } from './messages';
import { recount } from './recount';
import { idOf, PARTNERS, TERRITORY, yearOfFacts } from './year-of-facts';

const TODAY = localDateOf(new Date());
const PILOT: Partial<CallerIdentity> = {
  kind: 'person',
  id: idOf('pilot'),
  roles: ['PILOT'],
  territoryId: TERRITORY,
};
const FACTS = yearOfFacts(TODAY);
const MESSAGES = messagesOf(FACTS);

/** The page without what only says when it was read. */
const figures = ({ asOf: _, ...page }: Web.Dashboard) => page;

describe('The pilot’s figures', () => {
  let service: ServiceUnderTest;
  let page: Web.Dashboard;

  beforeAll(async () => {
    service = await serviceUnderTest(PilotModule);
    const applier = service.app.get(Applier);
    for (const topic of new Set(MESSAGES.map((one) => one.topic)))
      await applier.apply(MESSAGES.filter((one) => one.topic === topic));
    page = (await service.http(PILOT).get<Web.Dashboard>('/v1/dashboard')).body;
  });
  afterAll(() => service.close());

  const indicator = (id: string) => page.indicators.find((one) => one.id === id)!;
  const expected = recount(FACTS, TODAY);

  test('are those that somebody else counts from the same facts', () => {
    expect(page.vacantStock.buckets.map(({ positions }) => positions)).toEqual(expected.stock);
    const sum = expected.stock.reduce((total, positions) => total + positions, 0);
    expect(indicator('vacant-positions').numerator).toBe(sum);
    expect(indicator('vacant-positions').aside!.value).toBe(expected.stock[2]! + expected.stock[3]!);
    const shares = (id: string) => [indicator(id).numerator, indicator(id).denominator];
    expect(shares('redundancy')).toEqual(expected.redundancy);
    expect(shares('coverage')).toEqual(expected.coverage);
    expect(shares('taken-in-5-days')).toEqual(expected.taken);
    expect(shares('bmo-recontact')).toEqual([expected.closed, expected.due]);
    expect(page.sentence.crossedEmployers).toBe(expected.crossed);
    expect(page.redundancy.windowDays).toBe(60);
    const { joint, requested, followUp, arbitrated } = page.redundancy.justified;
    expect(joint + requested + followUp + arbitrated).toBe(expected.justified);
    for (const { segment, reached, total } of page.coverage.filter((one) => one.segment !== 'OTHER'))
      expect([segment, [reached, total]]).toEqual([segment, expected.segments.get(segment)]);
    expect(page.coverage.length).toBeGreaterThan(2);
    for (const { a, b, employers } of page.overlap.cells) expect(employers).toBe(expected.pair(a, b));
    for (const { networks, employers } of page.overlap.known)
      expect(employers).toBe(expected.knownBy(networks));
    expect(page.overlap.nobody).toBe(expected.knownBy(0));
    expect(page.pipeline.networks.reduce((total, { offerCount }) => total + offerCount, 0)).toBe(
      expected.onClock,
    );
    expect(page.pipeline.last30Days).toEqual(expected.ends);
    expect([page.bmo.due, page.bmo.assigned, page.bmo.closed]).toEqual([
      expected.due,
      expected.assigned,
      expected.closed,
    ]);
    for (const { partnerCode, lastAt } of page.freshness)
      expect(lastAt).toBe(expected.lastAt.get(partnerCode));
  });

  test('mean something: no part of the recount is empty', () => {
    const { stock, redundancy, coverage, taken, ends, onClock, crossed, due } = expected;
    for (const count of [
      ...stock,
      ...redundancy,
      ...coverage,
      ...taken,
      ...Object.values(ends),
      onClock,
      crossed,
      due,
    ])
      expect(count).toBeGreaterThan(0);
  });

  test('end the weekly series with the stock of today', () => {
    const last = page.vacantStock.series.at(-1)!;
    expect(page.vacantStock.series).toHaveLength(26);
    expect(last).toMatchObject({ on: TODAY, provisional: true });
    expect(last.recent + last.old).toBe(page.sentence.vacantPositions);
  });

  test('say that a silent partner makes them incomplete, and never count it as zero', () => {
    const silent = page.freshness.filter((one) => one.silent).map((one) => one.partnerCode);
    expect(silent).toContain('cap-57');
    expect(indicator('redundancy').incomplete).toContain('CAP_EMPLOI');
    expect(page.todo[0]).toMatchObject({ kind: 'SILENT_PARTNER' });
  });

  test('open onto exactly the rows that make them, page after page', async () => {
    for (const { id, numerator, denominator } of page.indicators)
      for (const part of ['numerator', 'denominator'] as const) {
        const rows = await allRows(PILOT, id, part);
        const figure = part === 'numerator' ? numerator : denominator;
        const weight = rows.reduce((sum, row) => sum + (Number(row.positions ?? 1) || 0), 0);
        const positions = id === 'vacant-positions' || id === 'tense-positions';
        expect([id, part, positions ? weight : rows.length]).toEqual([id, part, figure ?? 0]);
      }
  });

  test('list to a partner its own rows, and the others only as a number', async () => {
    const manager = { ...PILOT, roles: ['UNIT_MANAGER' as const], partnerId: idOf(PARTNERS[1]!.code) };
    const all = await allRows(PILOT, 'redundancy', 'denominator');
    const own = await allRows(manager, 'redundancy', 'denominator');
    const last = own.at(-1)!;
    expect(last.siret).toBeNull();
    expect(last.name).toBe(`${all.length - own.length + 1} lignes d’autres partenaires`);
    for (const row of own.slice(0, -1)) expect(row.visitedBy).toEqual(['MISSION_LOCALE']);
  });

  test('do not tell a partner which others know an employer of its file, only how many', async () => {
    const manager = { ...PILOT, roles: ['UNIT_MANAGER' as const], partnerId: idOf(PARTNERS[1]!.code) };
    const url = '/v1/indicators/known-by-several/rows';
    const seen = (await service.http(manager).get<Web.IndicatorRows>(url)).body;
    expect(seen.rows[0]).toMatchObject({ count: 2, siret: expect.stringMatching(/^\d{14}$/) });
    for (const row of seen.rows) expect(row).not.toHaveProperty('networks');
    expect(seen.columns.map(({ key }) => key)).not.toContain('networks');
    expect((await service.http(PILOT).get<Web.IndicatorRows>(url)).body.rows[0]).toHaveProperty('networks');
  });

  test('show no row to an agent, nor to a partner of nobody', async () => {
    const agent = { ...PILOT, roles: ['AGENT' as const], partnerId: idOf(PARTNERS[1]!.code) };
    expect((await service.http(agent).get('/v1/indicators/redundancy/rows')).status).toBe(403);
    expect((await service.http(null).get('/v1/dashboard')).status).toBe(401);
    expect((await service.http({ ...PILOT, territoryId: idOf('far') }).get('/v1/dashboard')).status).toBe(
      404,
    );
    expect((await service.http(agent).get('/v1/dashboard')).status).toBe(200);
  });

  test('never name an establishment under partial diffusion to the territory', async () => {
    const hidden = new Set(
      Array.from({ length: 120 }, (_, index) => index)
        .filter((index) => index % 17 === 5)
        .map((index) => String(99900000000000 + index)),
    );
    for (const { id } of page.indicators)
      for (const row of await allRows(PILOT, id, 'denominator'))
        expect(hidden.has(String(row.siret))).toBe(false);
  });

  test('are the same when keys come in another order, with repeats', async () => {
    for (const seed of [1, 2]) {
      const other = await serviceUnderTest(PilotModule);
      try {
        const applier = other.app.get(Applier);
        for (const batch of shuffledBatches(MESSAGES, seed)) await applier.apply(batch);
        const { body } = await other.http(PILOT).get<Web.Dashboard>('/v1/dashboard');
        expect(figures(body)).toEqual(figures(page));
      } finally {
        await other.close();
      }
    }
  });

  test('do not move when everything is sent again', async () => {
    await service.app.get(Applier).apply(MESSAGES.filter((one) => one.topic === 'offers'));
    const { body } = await service.http(PILOT).get<Web.Dashboard>('/v1/dashboard');
    expect(figures(body)).toEqual(figures(page));
  });

  test('come out the same from projections rebuilt beside the live ones', async () => {
    const beside = (table: string) => `${table}_beside`;
    const tables = projections.flatMap((one) => one.tables);
    for (const table of tables)
      await service.query(`create table ${beside(table)} (like ${table} including all)`);
    const steps = service.app.get(Readers).steps;
    await service.app.get(UnitOfWork).run([], async (tx) => {
      for (const message of MESSAGES) {
        const fact = factOf(message);
        for (const step of steps.get(fact.type) ?? []) await step.apply(tx, beside, [fact]);
      }
    });
    for (const table of tables) {
      const rows = (name: string) => service.query(`select to_jsonb(t) as row from ${name} t order by 1`);
      expect([table, await rows(beside(table))]).toEqual([table, await rows(table)]);
    }
  });

  const factOf = (message: Message) => read(message, positionOf(message)!);

  async function allRows(caller: Partial<CallerIdentity>, id: string, part: string) {
    const rows: Web.IndicatorRows['rows'] = [];
    let cursor: string | null = null;
    do {
      const url: string = `/v1/indicators/${id}/rows?part=${part}${cursor ? `&cursor=${cursor}` : ''}`;
      const { status, body } = await service.http(caller).get<Web.IndicatorRows>(url);
      expect(status).toBe(200);
      rows.push(...body.rows);
      cursor = body.nextCursor;
    } while (cursor);
    return rows;
  }
});
