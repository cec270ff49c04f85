import type { Browser, Page } from 'playwright-core';
import { barriers, LAPTOP, openBrowser, overflows, PHONE, type Visitor, visitor } from './browser';
import { dashboard } from './dashboard-fixture';
import { type PagesServer, refusal, servePages } from './pages-server';
import { servicesOf, type Territory, territory } from './services-fixture';

let browser: Browser;
let server: PagesServer;
let here: Territory;
let pilot: Visitor;

beforeAll(async () => {
  server = await servePages(() => undefined);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  here = territory();
  server.services = servicesOf(here);
  server.calls.length = 0;
  pilot = await visitor(browser, { viewport: LAPTOP });
});

afterEach(async () => {
  expect(pilot.faults).toEqual([]);
  await pilot.context.close();
});

const PANELS = ['postes', 'offres', 'fichiers', 'couverture', 'redondance', 'bmo', 'fraicheur'];

const open = async (path = '/vue-d-ensemble'): Promise<Page> => {
  await pilot.page.goto(server.url + path);
  await pilot.page.getByRole('heading', { name: 'À traiter' }).waitFor();
  return pilot.page;
};

const plain = async (text: Promise<string>): Promise<string> => (await text).replace(/[\u00a0\u202f]/g, ' ');

it('opens with a sentence, six figures with numerator and denominator, and who is silent', async () => {
  const page = await open();
  expect(await plain(page.locator('.sentence').innerText())).toBe(
    '412 postes vacants, dont 137 depuis plus de 30 jours ; 34 établissements sollicités par plusieurs réseaux en 90 jours ; 4 offres à publier d’ici jeudi. Cap emploi Moselle n’a rien transmis depuis 10 jours : ses chiffres sont incomplets.',
  );
  const tiles = await plain(page.getByRole('list', { name: 'Indicateurs' }).innerText());
  for (const words of ['3,0 %', '34 / 1 126 établissements', '−0,6 pt', '28,3 %', '2 273 / 8 028 employeurs'])
    expect(tiles).toContain(words);
  await page.getByText('4 réseaux sur 5 à jour').waitFor();
  expect(await page.locator('.chip-silent').count()).toBeGreaterThan(2);
});

const sound = async (page: Page) => {
  expect(await barriers(page)).toEqual([]);
  expect(await overflows(page)).toBe(false);
};

it('has no barrier on a laptop, with plots', async () => {
  await sound(await open());
});

it('has no barrier on a laptop, with tables', async () => {
  await sound(await open(`/vue-d-ensemble?tableaux=${PANELS.join(',')}`));
});

it('has no barrier at night', async () => {
  await pilot.page.emulateMedia({ colorScheme: 'dark' });
  await sound(await open());
});

it.each([PHONE, { width: 320, height: 640 }])('has no barrier on a screen of $width px', async (size) => {
  await pilot.page.setViewportSize(size);
  await sound(await open());
});

it('every plot has its table with the same numbers, and the address keeps the choice', async () => {
  const page = await open();
  for (const panel of PANELS)
    await page.locator(`#${panel}`).getByRole('button', { name: 'Tableau' }).click();
  expect(page.url()).toContain('tableaux=postes');
  const stock = await plain(page.locator('#postes').innerText());
  expect(stock).toContain('412');
  expect(stock).toContain('plus de 60 jours');
  await page.reload();
  await page
    .locator('#fichiers')
    .getByRole('row', { name: /Pôle emploi et Mission locale/ })
    .waitFor();
  const files = page.locator('#fichiers');
  await files.getByRole('button', { name: 'Communs' }).click();
  expect(await files.getByRole('columnheader', { name: 'Communs' }).getAttribute('aria-sort')).toBe(
    'descending',
  );
});

it('a figure opens its method and the rows behind it, and closing gives the focus back', async () => {
  const page = await open();
  const question = page.getByRole('button', { name: /Comment est calculé.*Redondance à 90 jours/ });
  await question.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await drawer.getByText('Résidence Les Mirabelles').waitFor();
  const text = await plain(drawer.innerText());
  for (const words of ['3,0 %', 'Définition 3', 'Ne comptent pas', 'Incomplet. Il manque', 'Cap emploi'])
    expect(text).toContain(words);
  expect(await barriers(page)).toEqual([]);

  await drawer.getByRole('button', { name: 'Voir la suite' }).click();
  await drawer.getByText('Boulangerie des Trois Ponts').waitFor();
  await drawer.getByRole('button', { name: /Dénominateur/ }).click();
  await drawer.getByText('2 lignes sur 2').waitFor();
  expect(page.url()).toContain('methode=redundancy');

  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  expect(await question.evaluate((button) => button === document.activeElement)).toBe(true);
});

it('a figure of the sentence that is no tile asks for its own definition', async () => {
  const page = await open();
  await page.getByRole('button', { name: /34.établissements/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('heading', { name: /sollicités par plusieurs réseaux/ })
    .waitFor();
});

it('moves live: the difference is shown and told, and a pause holds it still', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Mettre en pause les mises à jour' }).waitFor();
  const next = dashboard();
  next.indicators[0]!.numerator = 413;
  here.dashboard = next;
  server.stir();
  await page.getByText('à l’instant').waitFor();
  expect(await page.locator('.tile').first().innerText()).toContain('+1');
  expect(await plain(page.getByRole('status').first().innerText())).toContain('Postes vacants +1');

  await page.getByRole('button', { name: 'Mettre en pause les mises à jour' }).click();
  await page.getByText('En pause').waitFor();
  await server.deserted();
  next.indicators[0]!.numerator = 414;
  await page.getByRole('button', { name: 'Reprendre les mises à jour' }).click();
  await page.locator('.tile').first().getByText('414').waitFor();
  await page.getByText('En direct').waitFor();
});

it('says what failed, with a reference, and tries again on demand', async () => {
  here.instead = { 'GET /v1/dashboard': refusal(503, 'unavailable', 'Le pilotage ne répond pas.') };
  const { page } = pilot;
  await page.goto(`${server.url}/vue-d-ensemble`);
  await page.getByRole('alert').getByText('Le pilotage ne répond pas.').waitFor();
  expect(await barriers(page)).toEqual([]);
  here.instead = {};
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await page.getByRole('heading', { name: 'À traiter' }).waitFor();
});

it('a keyboard alone reaches the content first, then every figure', async () => {
  const page = await open();
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement?.textContent);
  expect(first).toBe('Aller au contenu');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await plain(page.evaluate(() => document.activeElement?.textContent ?? ''))).toBe(
    '412 postes vacants',
  );
});
