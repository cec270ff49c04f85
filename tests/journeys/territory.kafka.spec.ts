import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Demonstration, startDemonstration } from '../support/demonstration';
import { Ledger } from '../support/ledger';
import { onRealFiles, realPath } from '../support/real-data';
import { settled } from '../support/settled';

const clone = resolve(__dirname, '../..');

/** One journey through the whole system on the generated territory: HTTP, Kafka, PostgreSQL, as its users go. */
let house: Demonstration;
let operator: string;

interface Page<T> {
  items: T[];
}

interface Feed extends Page<Assignment> {
  next: string;
  more: boolean;
}

interface Assignment {
  kind: string;
  leadId: string;
  until: string;
  employer: { siret: string; employerId: string };
  because: string;
}

interface Offer {
  offerId: string;
  openPositions: number;
  employer: { siret: string };
  clock: { dueOn: string | null };
  publication: { state: string; positions: number } | null;
}

const keyOf = (partner: string): string => house.file().apiKeys[partner]!;
const now = () => new Date().toISOString();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const visitOf = (siret: string, own: object = {}) => ({
  eventId: randomUUID(),
  visitId: randomUUID(),
  revision: 1,
  sourceSystem: 'journey',
  siret,
  occurredAt: now(),
  status: 'HELD',
  channel: 'VISIT',
  initiative: 'PARTNER',
  ...own,
});

beforeAll(async () => {
  house = await startDemonstration(() => undefined);
  operator = house.file().operatorKey;
}, 660_000);

afterAll(() => house?.stop(), 120_000);

/** The whole feed, page by page, as a partner's software reads it: an end may be told pages after its beginning. */
async function assignmentsOf(partner: string): Promise<Assignment[]> {
  const seen: Assignment[] = [];
  for (let cursor = '', more = true; more; ) {
    const page = await house.call<Feed>(keyOf(partner), 'GET', `/v1/assignments?limit=500${cursor}`);
    seen.push(...page.body.items);
    cursor = `&cursor=${page.body.next}`;
    more = page.body.more;
  }
  return seen;
}

/** Prospects that the partner leads now. */
async function leadsOf(partner: string): Promise<Assignment[]> {
  const seen = await assignmentsOf(partner);
  const over = new Set(seen.filter((one) => one.kind === 'ENDED').map((one) => one.leadId));
  return seen.filter((one) => one.kind === 'GRANTED' && !over.has(one.leadId) && one.until > now());
}

const send = (partner: string, visit: object) => house.call(keyOf(partner), 'POST', '/v1/visits', visit);

const fateOf = (partner: string, eventId: string) =>
  settled(
    `what became of ${eventId}`,
    async () =>
      (
        await house.call<{ outcome: string; judgement: string | null }>(
          keyOf(partner),
          'GET',
          `/v1/visits/${eventId}`,
        )
      ).body,
    (fate) => fate.outcome !== 'RECEIVED',
  );

describe('The generated territory', () => {
  it('has five partner networks, an agreement with its commitments and a steering body', async () => {
    const partners = await house.call<Page<{ kind: string }>>(operator, 'GET', '/v1/partners');
    expect([...new Set(partners.body.items.map((one) => one.kind))].sort()).toEqual(
      expect.arrayContaining(['CAP_EMPLOI', 'MISSION_LOCALE', 'PLIE', 'POLE_EMPLOI', 'SIAE']),
    );
    const agreements = await house.call<Page<{ commitments: { kind: string }[] }>>(
      operator,
      'GET',
      '/v1/agreements',
    );
    const kinds = agreements.body.items.flatMap((one) => one.commitments.map(({ kind }) => kind));
    expect(kinds).toEqual(
      expect.arrayContaining(['PUBLISH_UNFILLED_AFTER', 'CONCERTED_PLAN', 'OETH_OFFER_ACCESS']),
    );
  });

  it('puts each employer in one segment, and knows who is in nobody’s file', async () => {
    const { body } = await house.call<Page<{ segment: object | null; knownByPartners: number }>>(
      operator,
      'GET',
      '/v1/employers?limit=100',
    );
    expect(body.items).toHaveLength(100);
    expect(body.items.filter((one) => !one.segment)).toEqual([]);
    expect(body.items.some((one) => one.knownByPartners === 0)).toBe(true);
    expect(body.items.some((one) => one.knownByPartners > 1)).toBe(true);
  });

  it('gives each prospect of the plan to one partner, with a line of why', async () => {
    // Five feeds are five readings: a prospect that changes hands between two of them is seen twice, once.
    const leads = await settled(
      'each prospect with one partner',
      async () => (await Promise.all(Object.keys(house.file().apiKeys).map(leadsOf))).flat(),
      (seen) => new Set(seen.map((one) => one.employer.employerId)).size === seen.length,
    );
    expect(leads.length).toBeGreaterThan(50);
    for (const lead of leads) expect(lead.because.length).toBeGreaterThan(10);
  });
});

describe('A partner that asks before it visits', () => {
  it('is told that another leads the employer, with the reason and since when that is known', async () => {
    const [lead] = await leadsOf('plie-metz');
    const path = `/v1/can-i-visit?siret=${lead!.employer.siret}`;
    expect((await house.call(keyOf('plie-metz'), 'GET', path)).status).toBe(200);
    const other = await house.call<{ colour: string; reason: string; asOf: string }>(
      keyOf('ml-metz'),
      'GET',
      path,
    );
    expect(other.body.colour).not.toBe('GREEN');
    expect(other.body.reason.length).toBeGreaterThan(5);
    expect(other.body.asOf).toMatch(/^\d{4}-/);
  });

  it('is told amber for a SIRET that nobody knows', async () => {
    const path = '/v1/can-i-visit?siret=73282932000074';
    expect((await house.call<{ colour: string }>(keyOf('plie-metz'), 'GET', path)).body.colour).toBe('AMBER');
  });
});

describe('A visit that a partner’s software reports', () => {
  it('is accepted, recognised when repeated, refused when it contradicts itself or lies in the future', async () => {
    const [lead] = await leadsOf('plie-metz');
    const visit = visitOf(lead!.employer.siret);
    expect((await send('plie-metz', visit)).status).toBe(202);
    const again = await send('plie-metz', visit);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect((await send('plie-metz', { ...visit, channel: 'CALL' })).status).toBe(409);
    const future = visitOf(lead!.employer.siret, { occurredAt: minutesAgo(-60) });
    expect((await send('plie-metz', future)).status).toBe(422);
    expect((await fateOf('plie-metz', visit.eventId)).outcome).toBe('APPLIED');
    expect((await house.call(keyOf('ml-metz'), 'GET', `/v1/visits/${visit.eventId}`)).status).toBe(404);
  });

  it('is flagged, never refused, when another partner has just been there; not at the employer’s request', async () => {
    const leads = await leadsOf('plie-metz');
    const { siret } = leads[1]!.employer;
    const first = visitOf(siret, { occurredAt: minutesAgo(2) });
    await send('plie-metz', first);
    await fateOf('plie-metz', first.eventId);
    const second = visitOf(siret);
    expect((await send('ml-metz', second)).status).toBe(202);
    expect(await fateOf('ml-metz', second.eventId)).toMatchObject({
      outcome: 'FLAGGED',
      judgement: 'REDUNDANT',
    });
    const asked = visitOf(siret, { initiative: 'EMPLOYER' });
    await send('siae-metz', asked);
    expect((await fateOf('siae-metz', asked.eventId)).judgement).not.toBe('REDUNDANT');
  });

  it('carries one correlation from the request through Kafka to what follows from it', async () => {
    const [lead] = await leadsOf('plie-metz');
    const visit = visitOf(lead!.employer.siret, { channel: 'CALL' });
    const correlation = `journey-${visit.eventId}`;
    const answer = await fetch(`${house.file().url}/v1/visits`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keyOf('plie-metz')}`,
        'content-type': 'application/json',
        'x-correlation-id': correlation,
      },
      body: JSON.stringify(visit),
    });
    expect(answer.headers.get('x-correlation-id')).toBe(correlation);
    await fateOf('plie-metz', visit.eventId);
    for (const [service, type] of [
      ['gateway', 'ContactReported.v1'],
      ['prospecting', 'ContactRecorded.v1'],
    ] as const) {
      const told = await house.query<{ type: string }>(
        service,
        'select type from event_log where correlation_id = $1',
        [correlation],
      );
      expect(told.map((one) => one.type)).toContain(type);
    }
  });

  it('waits in quarantine when nobody knows the employer', async () => {
    const visit = visitOf('73282932000074');
    await send('plie-metz', visit);
    expect((await fateOf('plie-metz', visit.eventId)).outcome).toBe('QUARANTINED');
  });
});

describe('An agent with a worklist', () => {
  const as = async (cookie: string, method: string, path: string, body?: object) => {
    const { url } = house.file();
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : null,
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const prospects = async (cookie: string) =>
    (await as(cookie, 'GET', '/v1/worklist')).body.items as { state: string; leadId: string }[];

  it('signs in by a link that works once, takes a prospect, and gives another to the next partner', async () => {
    const link = (await house.concerto('sign-in', 'conseiller')).trim();
    const cookie = await house.session(link);
    expect(cookie).not.toBe('');
    expect(await house.session(link)).toBe('');
    const [first, second] = (await prospects(cookie)).filter((one) => one.state === 'TO_TAKE');
    expect((await as(cookie, 'POST', `/v1/leads/${first!.leadId}/claim`, {})).status).toBeLessThan(300);
    const declined = await as(cookie, 'POST', `/v1/leads/${second!.leadId}/decline`, {
      reason: 'NO_CAPACITY',
    });
    expect(declined.status).toBeLessThan(300);
    const after = await prospects(cookie);
    expect(after.find((one) => one.leadId === first!.leadId)?.state).toBe('IN_PROGRESS');
    expect(after.filter((one) => one.leadId === second!.leadId && one.state !== 'CLOSED')).toEqual([]);
  });
});

describe('An offer under the commitment of the 15 days', () => {
  const read = (partner: string, offerId: string) =>
    house.call<Offer>(keyOf(partner), 'GET', `/v1/offers/${offerId}`);

  it('is published once for what is left, although the site loses its answers; a Mission locale’s never is', async () => {
    const [lead] = await leadsOf('plie-metz');
    const entrust = (partner: string) =>
      house.call<Offer>(keyOf(partner), 'POST', '/v1/offers', {
        siret: lead!.employer.siret,
        romeCode: 'G1603',
        title: 'Employé polyvalent de restauration (H/F)',
        positions: 3,
      });
    const [committed, free] = [await entrust('plie-metz'), await entrust('ml-metz')];
    expect([committed.status, free.status]).toEqual([201, 201]);
    expect([committed.body.clock.dueOn === null, free.body.clock.dueOn]).toEqual([false, null]);
    const board = house.file().services['job-board']!.url;
    await fetch(`${board}/_behaviour`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mode: 'LOSE_ANSWER', times: 3 }),
    });
    const etag = (await read('plie-metz', committed.body.offerId)).headers.get('etag') ?? '';
    const filled = await fetch(`${house.file().url}/v1/offers/${committed.body.offerId}/fill`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keyOf('plie-metz')}`,
        'content-type': 'application/json',
        'if-match': etag,
      },
      body: JSON.stringify({ positions: 1 }),
    });
    expect(filled.status).toBeLessThan(300);
    await house.concerto('clock', 'advance', 'P16D');
    const published = await settled(
      'the site has acknowledged',
      async () => (await read('plie-metz', committed.body.offerId)).body.publication,
      (publication) => publication?.state === 'ACKNOWLEDGED',
      180_000,
    );
    expect(published?.positions).toBe(2);
    expect((await read('ml-metz', free.body.offerId)).body.publication).toBeNull();
    const page = await (await fetch(`${board}/publications?state=PUBLISHED`)).text();
    expect(page.split(`"${committed.body.offerId}`).length - 1).toBe(1);
  });
});

describe('The survey’s respondents', () => {
  interface Recontact {
    recontactId: string;
    state: string;
    employer: { siret: string } | null;
  }

  /** The partner's own open offers, page after page. */
  async function openOffersOf(partner: string, cursor = ''): Promise<Offer[]> {
    const path = `/v1/offers?mine=true&status=OPEN&limit=100${cursor && `&cursor=${cursor}`}`;
    const { body } = await house.call<Page<Offer> & { nextCursor: string | null }>(
      keyOf(partner),
      'GET',
      path,
    );
    return [...body.items, ...(body.nextCursor ? await openOffersOf(partner, body.nextCursor) : [])];
  }

  it('are recontacted by the partner that leads them; a post still open becomes an offer', async () => {
    const found = await settled(
      'a recontact is assigned',
      async () => {
        for (const partner of Object.keys(house.file().apiKeys)) {
          const { body } = await house.call<Page<Recontact>>(
            keyOf(partner),
            'GET',
            '/v1/recontacts?limit=50',
          );
          const one = body.items?.find((each) => each.state === 'ASSIGNED' && each.employer);
          if (one) return { partner, one };
        }
        return undefined;
      },
      (seen) => seen !== undefined,
      180_000,
    );
    const { partner, one } = found!;
    const told = await house.call(keyOf(partner), 'POST', `/v1/recontacts/${one.recontactId}/outcome`, {
      outcome: 'STILL_OPEN',
      stillOpen: 1,
    });
    expect(told.status).toBeLessThan(300);
    await settled(
      'an offer was made of it',
      async () => (await openOffersOf(partner)).map((offer) => offer.employer.siret),
      (sirets) => sirets.includes(one.employer!.siret),
    );
  });
});

describe('The pilot', () => {
  it('sees figures with their fraction, their method and their rows', async () => {
    const cookie = await house.session((await house.concerto('sign-in', 'pilote')).trim());
    const get = (path: string) => fetch(`${house.file().url}${path}`, { headers: { cookie } });
    const board = (await (await get('/v1/dashboard')).json()) as {
      indicators: { id: string; method: { how: string } }[];
      vacantStock: { buckets: { positions: number }[] };
      sentence: { vacantPositions: number };
    };
    expect(board.indicators.length).toBeGreaterThan(3);
    for (const one of board.indicators) expect(one.method.how.length).toBeGreaterThan(10);
    const stock = board.vacantStock.buckets.reduce((sum, one) => sum + one.positions, 0);
    expect(stock).toBeGreaterThan(0);
    expect(board.sentence.vacantPositions).toBe(stock);
    expect((await get(`/v1/indicators/${board.indicators[0]!.id}/rows`)).status).toBe(200);
  });
});

onRealFiles('The real files of the bassin of Metz', () => {
  interface Counts {
    read: number;
    refused: number;
    [count: string]: number;
  }

  const imported = async (...words: string[]): Promise<Counts> => {
    const printed = await house.concerto('import', ...words, '--json');
    const last = JSON.parse(printed.trim().split('\n').at(-1)!) as { counts?: Counts } & Counts;
    return last.counts ?? last;
  };

  it('enter by the same doors, and each line of them is accounted for', async () => {
    const files = [
      ['communes', realPath('codes/communes_reference_jointe.csv.gz')],
      ['sirene', realPath('sirene/StockEtablissement_metz_57463_layout.csv.gz')],
      ['sirene', realPath('sirene/StockEtablissement_slice2021-11_dep_57.csv.gz')],
      ['bmo', realPath('bmo/bmo_2024_dep_57.csv')],
    ] as const;
    for (const [kind, file] of files) {
      const { read, ...others } = await imported(kind, file);
      const kept = ['new', 'changed', 'same', 'older', 'outside', 'inactive', 'refused'].map(
        (name) => others[name] ?? 0,
      );
      expect([file, kept.reduce((sum, one) => sum + one, 0)]).toEqual([file, read]);
      expect(read).toBeGreaterThan(100);
      expect(others.refused).toBe(0);
    }
  }, 240_000);
});

describe('After all that', () => {
  it('each process killed with -9 under load is started again, and nothing was lost, doubled or forgotten', async () => {
    const { items } = (
      await house.call<Page<{ partnerId: string; code: string }>>(operator, 'GET', '/v1/partners')
    ).body;
    const { partnerId } = items.find((one) => one.code === 'siae-metz')!;
    const ledger = new Ledger(join(house.folder, 'ledger.ndjson'), partnerId);
    const leads = await leadsOf('siae-metz');
    let loading = true;
    const load = async () => {
      for (let n = 0; loading; n += 1) {
        const visit = visitOf(leads[n % leads.length]!.employer.siret, { channel: 'CALL' });
        await ledger.send(visit.eventId, () => send('siae-metz', visit));
      }
    };
    const lanes = [load(), load()];
    for (const [name, { pid }] of Object.entries(house.file().services)) {
      process.kill(pid, 'SIGKILL');
      await settled(
        `${name} is back`,
        async () => {
          const back = house.file().services[name]!;
          const answer = await fetch(back.health).catch(() => ({ ok: false }));
          return answer.ok && back.pid !== pid;
        },
        (ready) => ready,
        60_000,
      );
    }
    loading = false;
    await Promise.all(lanes);
    expect(ledger.count.fail).toBe(0);
    expect(ledger.count.ok).toBeGreaterThan(100);
    await fateOf('siae-metz', ledger.accepted.at(-1)!);
    await settled(
      'the databases agree with the promises, and the ledger with them',
      () =>
        house.concerto('reconcile', '--grace', '5', '--ledger', ledger.file, '--json').then(
          () => 'clean',
          (error: { stdout?: string; message: string }) => (error.stdout ?? error.message).slice(0, 4000),
        ),
      (seen) => seen === 'clean',
      120_000,
    );
  }, 400_000);
});

describe('The examples of the documentation', () => {
  interface Body {
    content: Record<string, { examples?: Record<string, { value: unknown }> }>;
  }
  interface OpenApi {
    paths: Record<string, Record<string, { requestBody?: Body }>>;
  }
  // Doors of partners' software that stand by themselves: what needs an object's id has no example of one.
  const DOORS = ['/v1/visits', '/v1/visits/bulk', '/v1/offers'];

  it('are accepted as they stand with the first key of demo.json', async () => {
    const { url, apiKeys } = house.file();
    const openapi = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
    const [key] = Object.values(apiKeys);
    let tried = 0;
    for (const path of DOORS) {
      for (const [type, { examples }] of Object.entries(openapi.paths[path]!.post!.requestBody!.content)) {
        for (const { value } of Object.values(examples ?? {})) {
          const answer = await fetch(`${url}${path}`, {
            method: 'POST',
            headers: { authorization: `Bearer ${key}`, 'content-type': type },
            body: typeof value === 'string' ? value : JSON.stringify(value),
          });
          const text = await answer.text();
          expect([path, answer.status, answer.status < 300 ? '' : text]).toEqual([path, answer.status, '']);
          expect(text).not.toContain('"problem":{');
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThanOrEqual(DOORS.length);
  });
});

describe('The README’s five minutes', () => {
  it('do what they say, word by word', async () => {
    const readme = readFileSync(join(clone, 'README.md'), 'utf8');
    const blocks = [...readme.matchAll(/```sh tour\n([\s\S]*?)```/g)].map((block) => block[1]);
    expect(blocks.length).toBeGreaterThan(3);
    // A folder that looks like the clone of this demonstration, whose state is elsewhere.
    const folder = mkdtempSync(join(tmpdir(), 'concerto-tour-'));
    try {
      for (const name of ['package.json', 'apps', 'libs', 'dist', 'node_modules']) {
        symlinkSync(join(clone, name), join(folder, name));
      }
      symlinkSync(house.folder, join(folder, '.concerto'));
      const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', blocks.join('\n')], {
        cwd: folder,
        env: house.environment,
      });
      expect(stdout).toContain('"colour"');
      expect(stdout).toContain('"outcome"');
      expect(stdout).toContain('/sign-in?token=');
      expect(stdout).toMatch(/I7 {2}ok/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 180_000);
});
