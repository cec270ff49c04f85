import type { Browser } from 'playwright-core';
import { barriers, LAPTOP, openBrowser, PHONE, visitor } from './browser';
import { type PagesServer, refusal, servePages } from './pages-server';
import { servicesOf, territory } from './services-fixture';

let browser: Browser;
let server: PagesServer;

beforeAll(async () => {
  server = await servePages(servicesOf(territory({ roles: [] })));
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

it('asks an unknown person for an address, and says that a link was sent', async () => {
  server.services = servicesOf(territory({ roles: [] }));
  const { page, context, faults } = await visitor(browser, { viewport: PHONE });
  await page.goto(`${server.url}/ma-liste`);
  await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
  expect(await barriers(page)).toEqual([]);

  await page.getByLabel('Adresse e-mail').fill('paule');
  await page.getByRole('button', { name: 'Recevoir un lien' }).click();
  await page.getByText('Cette adresse est incomplète').waitFor();
  expect(await barriers(page)).toEqual([]);

  await page.getByLabel('Adresse e-mail').fill('paule.thiriet@ml.invalid');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Un lien vous a été envoyé' }).waitFor();
  expect(server.calls.at(-1)).toMatchObject({
    method: 'POST',
    path: '/v1/sign-in',
    body: { email: 'paule.thiriet@ml.invalid' },
  });
  expect(faults).toEqual([]);
  await context.close();
});

it('leads each person home: the agent to the list, the pilot to the overview', async () => {
  for (const [roles, title] of [
    [['AGENT'], 'Ma liste'],
    [['PILOT'], 'Vue d’ensemble'],
  ] as const) {
    server.services = servicesOf(territory({ roles: [...roles] }));
    const { page, context } = await visitor(browser, { viewport: LAPTOP });
    await page.goto(server.url);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await context.close();
  }
});

it('a page of others says so, and a session that ends leads back to sign-in', async () => {
  const here = territory({ roles: ['AGENT'] });
  server.services = servicesOf(here);
  const { page, context } = await visitor(browser, { viewport: LAPTOP });
  await page.goto(`${server.url}/vue-d-ensemble`);
  await page.getByRole('heading', { name: 'Cette page n’est pas pour vous' }).waitFor();
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('link', { name: 'Revenir à l’accueil' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ma liste' }).waitFor();
  here.instead = { 'POST /v1/leads': refusal(401, 'not-signed-in', 'Votre session est terminée.') };
  await page.getByRole('button', { name: 'Je prends : Menuiserie Roux' }).click();
  await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
  await context.close();
});
