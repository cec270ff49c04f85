import type { Browser, Page } from 'playwright-core';
import type { Employer, Why } from '../../apps/web/src/api/employer';
import { barriers, LAPTOP, openBrowser, overflows, PHONE, tooSmall, type Visitor, visitor } from './browser';
import { type PagesServer, refusal, servePages } from './pages-server';
import { committeeTable, explanationOf } from './plan-fixture';
import { servicesOf, type Territory, territory } from './services-fixture';

const PROJECTOR = { width: 1920, height: 1080 };
const SIRET = '35600000000048';
const HERE = `/employeurs?siret=${SIRET}`;

const employer: Employer = {
  employerId: 'e-roux',
  siret: SIRET,
  publicName: 'Menuiserie Roux',
  address: null,
  communeName: 'Woippy',
  nafCode: '43.32A',
  nafLabel: 'Travaux de menuiserie bois et PVC',
  headcountLabel: '20 à 49 salariés',
  active: true,
  partialDiffusion: false,
  segment: {
    code: 'SHARED',
    label: 'Connu de plusieurs partenaires',
    because: 'Deux partenaires le connaissent.',
  },
  knownByPartners: 2,
  knownBy: [{ partnerId: 'p-ml', name: 'Mission locale du Saulcy' }],
};

const why = (on: string): Why => ({
  on,
  partnerId: 'p-MISSION_LOCALE',
  partnerName: 'Mission locale du Saulcy',
  because: 'Vous y avez placé un menuisier le 12 octobre.',
  planId: 'plan-t4',
  planName: 'Plan du 4e trimestre 2026',
  policyVersion: 4,
  inputsIntact: true,
  agrees: on === '2026-11-10',
  sentence: 'Mission locale du Saulcy menait cet employeur.',
  explanation: explanationOf(committeeTable()),
});

let browser: Browser;
let server: PagesServer;
let here: Territory;
let reader: Visitor;

beforeAll(async () => {
  server = await servePages(() => undefined);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const sit = (roles: string[]) => {
  here = territory({ roles });
  here.instead = { [`GET /v1/employers?siret=${SIRET}`]: { body: { items: [employer] } } };
  const others = servicesOf(here);
  server.services = (call) => {
    const { pathname, searchParams } = new URL(call.path, 'http://pages');
    return pathname === '/v1/plans/why' ? { body: why(searchParams.get('on') ?? '') } : others(call);
  };
};

beforeEach(async () => {
  sit(['COORDINATOR']);
  server.calls.length = 0;
  reader = await visitor(browser, { viewport: LAPTOP });
});

afterEach(async () => {
  expect(reader.faults).toEqual([]);
  await reader.context.close();
});

const open = async (path: string): Promise<Page> => {
  await reader.page.goto(server.url + path);
  await reader.page.getByText('réseaux sur 5 à jour').first().waitFor({ state: 'attached' });
  return reader.page;
};

const plain = async (text: Promise<string>): Promise<string> => (await text).replace(/[\u00a0\u202f]/g, ' ');

it.each([PHONE, LAPTOP, PROJECTOR])(
  'the employer’s page has no barrier on a screen of $width px',
  async (size) => {
    await reader.page.setViewportSize(size);
    const page = await open(HERE);
    await page.getByText('valeur nette').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    if (size === PHONE) expect(await tooSmall(page)).toEqual([]);
  },
);

it('says who leads, why, that the decision still holds when computed again, and what each source says', async () => {
  const page = await open(HERE);
  await page.getByRole('heading', { name: /Mission locale du Saulcy.: chef de file/ }).waitFor();
  const lead = await plain(page.locator('#chef-de-file').innerText());
  for (const words of [
    'placé un menuisier',
    'Recalculé : même décision',
    'politique 4',
    '76,0 − 17,0 =',
    'Trajet',
  ])
    expect(lead).toContain(words);
  const sources = await plain(page.locator('#sources').innerText());
  for (const words of [
    'Actif',
    'Connu de plusieurs partenaires',
    'Dans 2 fichiers',
    'Mission locale du Saulcy',
  ])
    expect(sources).toContain(words);
  expect(server.calls.some(({ path }) => path.startsWith('/v1/can-i-visit'))).toBe(false);
});

it('a past day is replayed from its own data, and a decision that no longer holds is told', async () => {
  const page = await open(HERE);
  await page.getByLabel('Ce jour-là').fill('2026-10-05');
  await page.getByRole('button', { name: 'Chercher' }).click();
  await page.getByText(/la décision n’est plus la même/).waitFor();
  expect(page.url()).toContain('le=2026-10-05');
  expect(server.calls.some(({ path }) => path.endsWith('on=2026-10-05'))).toBe(true);
});

it('a unit manager also reads whether its own structure may go', async () => {
  sit(['UNIT_MANAGER']);
  const page = await open(HERE);
  await page.getByRole('heading', { name: 'À éviter avant le 3 décembre' }).waitFor();
  expect(await barriers(page)).toEqual([]);
});

it('a SIRET that is nobody’s is told, and a wrong one never leaves the page', async () => {
  here.instead = { 'GET /v1/employers?siret=': { body: { items: [] } } };
  const page = await open(HERE);
  await page.getByRole('heading', { name: 'Aucun employeur du territoire ne porte ce SIRET' }).waitFor();
  await page.getByLabel('SIRET').fill('123');
  await page.getByRole('button', { name: 'Chercher' }).click();
  await page.getByRole('alert').waitFor();
  expect(page.url()).toContain(SIRET);
});

it('a failure says why and tries again on demand', async () => {
  here.instead = { 'GET /v1/employers?siret=': refusal(503, 'unavailable', 'Le registre ne répond pas.') };
  const page = await open(HERE);
  await page.getByRole('alert').getByText('Le registre ne répond pas.').waitFor();
  sit(['COORDINATOR']);
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await page.getByRole('heading', { name: 'Menuiserie Roux' }).waitFor();
});

it('an agent has no such page', async () => {
  sit(['AGENT']);
  await reader.page.goto(server.url + HERE);
  await reader.page.getByText('Cette page n’est pas pour vous').waitFor();
});
