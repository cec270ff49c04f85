import { writeFileSync } from 'node:fs';
import { type Demonstration, startEmptySystem } from '../support/demonstration';
import { onRealFiles } from '../support/real-data';
import { type ServiceProcess, serviceProcess } from '../support/service-process';
import { settled } from '../support/settled';
import { drawer, type KnownLead, type Sent, weekOf } from './metz/quarter-of-visits';
import { adoptQuarter, operatorOf, type Settled, settleIn } from './metz/settle-in';
import { type Streamed, stream } from './metz/stream';

jest.setTimeout(1_200_000);

/** Events a week, and a second; the whole of a quarter by CONCERTO_QUARTER=full. */
const FULL = process.env.CONCERTO_QUARTER === 'full';
const EVENTS_A_WEEK = FULL ? 5_000 : 500;
const WEEKS = FULL ? 13 : 5;
const PER_SECOND = 500;

interface Item {
  kind: string;
  leadId: string;
  until: string;
  employer: { siret: string };
}

/** The feed of one partner, read on from where it was: what its software knows to be its own. */
class Portfolio {
  private cursor = '';
  private readonly leads = new Map<string, KnownLead>();

  constructor(
    private readonly house: Demonstration,
    private readonly partner: Settled,
  ) {}

  async read(): Promise<KnownLead[]> {
    for (let more = true; more; ) {
      const { body } = await this.house.call<{ items: Item[]; next: string; more: boolean }>(
        this.partner.key,
        'GET',
        `/v1/assignments?limit=500${this.cursor}`,
      );
      for (const { kind, leadId, employer } of body.items) {
        if (kind === 'GRANTED') this.leads.set(leadId, { leadId, siret: employer.siret });
        else this.leads.delete(leadId);
      }
      this.cursor = `&cursor=${body.next}`;
      more = body.more;
    }
    return [...this.leads.values()];
  }

  async decline({ leadId, reason }: { leadId: string; reason: string }): Promise<void> {
    this.leads.delete(leadId);
    await this.house.call(this.partner.key, 'POST', `/v1/leads/${leadId}/decline`, { reason });
  }
}

onRealFiles('A quarter of the bassin of Metz, on its real files', () => {
  let house: Demonstration;
  let second: ServiceProcess;
  let territoryId: string;
  let partners: Settled[];
  const figures: Record<string, unknown> = {};

  beforeAll(async () => {
    house = await startEmptySystem(() => undefined, {
      CONCERTO_QUOTA: '1000000',
      CONCERTO_BULK_QUOTA: '1000000',
    });
    ({ territoryId, partners } = await settleIn(house));
    const { CONCERTO_PREFIX: prefix } = house.environment as { CONCERTO_PREFIX: string };
    second = await serviceProcess('apps/prospecting/src/main.js', {
      prefix,
      environment: { CONCERTO_INSTANCE: '2' },
    });
  }, 300_000);

  afterAll(async () => {
    await second?.kill('SIGTERM');
    await house?.stop();
    if (process.env.CONCERTO_FIGURES)
      writeFileSync(process.env.CONCERTO_FIGURES, `${JSON.stringify(figures, null, 2)}\n`);
  }, 120_000);

  const one = async <T extends object>(service: string, sql: string, parameters: unknown[] = []) =>
    (await house.query<T>(service, sql, parameters))[0]!;

  it('is planned at its best, adopted, and lived through at 500 events a second with the engine live', async () => {
    const employers = await settled(
      'every establishment is known to prospecting, in its segment',
      () =>
        one<{ n: number; segmented: number }>(
          'prospecting',
          'select count(*)::int as n, count(segment)::int as segmented from employer_ref where territory_id is not null',
        ),
      ({ n, segmented }) => n > 3_000 && n === segmented,
      120_000,
    );
    const plan = await adoptQuarter(house, territoryId, partners);
    Object.assign(figures, { employers: employers.n, partners: partners.length, ...plan });
    expect(plan.assigned).toBeGreaterThan(500);

    const everybody = (
      await house.query<{ siret: string }>(
        'prospecting',
        'select siret from employer_ref where active and territory_id is not null order by siret',
        [],
      )
    ).map((row) => row.siret);
    const portfolios = partners.map((partner) => new Portfolio(house, partner));
    const draw = drawer(20_260_302);
    const weeks: Streamed[] = [];
    const behind: number[] = [];
    let late: readonly Sent[] = [];
    let now = new Date();
    for (let week = 1; week <= WEEKS; week += 1) {
      await house.concerto('clock', 'advance', 'P7D');
      now = new Date(now.getTime() + 7 * 86_400_000);
      const leads = await Promise.all(portfolios.map((portfolio) => portfolio.read()));
      const made = weekOf(week, now, leads, everybody, EVENTS_A_WEEK, draw);
      const declining = Promise.all(made.declined.map((given) => portfolios[given.partner]!.decline(given)));
      weeks.push(await stream(house.file().url, partners, [...late, ...made.events], PER_SECOND));
      behind.push(await lag());
      await declining;
      late = made.late;
      if (week === Math.ceil(WEEKS / 2)) await disturb(everybody, partners);
    }
    weeks.push(await stream(house.file().url, partners, late, PER_SECOND));
    expect(weeks.flatMap((week) => week.refused).slice(0, 3)).toEqual([]);
    const sent = weeks.reduce((sum, week) => sum + week.sent, 0);
    const ms = weeks.reduce((sum, week) => sum + week.ms, 0);
    Object.assign(figures, { sent, perSecond: Math.round((sent * 1000) / ms), behind });

    const began = Date.now();
    await settled(
      'the engine has applied what was written, and has nothing left to propose',
      async () => {
        const [written, applied] = await Promise.all([
          position('concerto_plan_events_written'),
          position('concerto_plan_events_applied'),
        ]);
        const waiting = await one<{ n: number }>('gateway', 'select count(*)::int as n from outbox_pending');
        return { written, applied, waiting: waiting.n };
      },
      ({ written, applied, waiting }) => written > plan.assigned && applied === written && waiting === 0,
      180_000,
    );
    Object.assign(figures, { settledInMs: Date.now() - began });
    const events = await house.query<{ type: string; n: number }>(
      'prospecting',
      "select event->>'type' as type, count(*)::int as n from plan_event group by 1 order by 1",
      [],
    );
    Object.assign(figures, { events: Object.fromEntries(events.map((row) => [row.type, row.n])) });
    const { n } = await one<{ n: number }>(
      'prospecting',
      "select count(*)::int as n from lead where origin = 'NEXT_PARTNER' and plan_id is not null",
    );
    expect(n).toBeGreaterThan(0);
    Object.assign(figures, { proposedAndGranted: n });
  });

  it('agrees with every promise at its end: the plan’s proof holds, and nobody was led by two', async () => {
    const report = await settled(
      'the databases agree with the promises',
      () =>
        house.concerto('reconcile', '--grace', '5', '--json').then(
          (printed) => ({ clean: true, printed }),
          (error: { stdout?: string; message: string }) => ({
            clean: false,
            printed: (error.stdout ?? error.message).slice(0, 4000),
          }),
        ),
      ({ clean }) => clean,
      180_000,
    );
    const { results } = JSON.parse(report.printed) as { results: { id: string; checked: number }[] };
    const checked = (id: string) => results.find((result) => result.id === id)?.checked ?? 0;
    expect(checked('I10')).toBe(1);
    expect(checked('I3')).toBeGreaterThan(500);
    expect(checked('I2')).toBeGreaterThan(EVENTS_A_WEEK);
  });

  /** In the middle of the quarter: the owner of the plan is killed, an agent falls ill, somebody opposes. */
  async function disturb(everybody: readonly string[], all: readonly Settled[]): Promise<void> {
    const owner = (await metricsOf(second.url)).includes('concerto_plan_events_applied{')
      ? second
      : undefined;
    if (owner) {
      await owner.kill('SIGKILL');
      second = await serviceProcess('apps/prospecting/src/main.js', {
        prefix: house.environment.CONCERTO_PREFIX!,
        environment: { CONCERTO_INSTANCE: '2' },
      });
    } else process.kill(house.file().services.prospecting!.pid, 'SIGKILL');
    const operator = operatorOf(house);
    await operator.patch(`/v1/agents/${all[0]!.agentIds[0]}`, {
      absentFrom: '2020-01-01',
      absentUntil: '2099-12-31',
    });
    const partner = operatorOf(house, all[0]!.key);
    for (const siret of everybody.slice(0, 3)) await partner.post('/v1/opt-outs', { siret });
  }

  /** Events written that the engine has not applied, as Prometheus sees it. */
  async function lag(): Promise<number> {
    const applied = await position('concerto_plan_events_applied');
    return (await position('concerto_plan_events_written')) - applied;
  }

  /** The position that the instances tell Prometheus, whoever owns the plan. */
  async function position(gauge: string): Promise<number> {
    const all = await Promise.all([second.url, house.file().services.prospecting!.url].map(metricsOf));
    return Math.max(
      0,
      ...all.map((text) => Number(new RegExp(`^${gauge}\\{[^}]*\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0)),
    );
  }

  const metricsOf = (url: string): Promise<string> =>
    fetch(`${url}/metrics`).then(
      (answer) => answer.text(),
      () => '',
    );
});
