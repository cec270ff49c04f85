import { barriers, LAPTOP, openBrowser, overflows, PHONE, tooSmall, visitor } from './browser';
import { dashboard, indicatorRows } from './dashboard-fixture';
import { refusal, servePages } from './pages-server';
import { worklist } from './worklist-fixture';

jest.setTimeout(120000);
const session = (roles: string[]) => ({
  person: { displayName: 'Paule Thiriet', roles, partnerCode: 'ML57', unitName: 'Antenne de Woippy' },
  territory: { id: 'metz', name: 'Bassin d’emploi de Metz' },
});
const services = (roles: string[]) => (call: any) => {
  if (call.path === '/v1/session')
    return roles.length ? { body: session(roles) } : refusal(401, 'signed-out', 'x');
  if (call.path === '/v1/dashboard') return { body: dashboard() };
  if (call.path === '/v1/freshness')
    return { body: { asOf: dashboard().asOf, freshness: dashboard().freshness } };
  if (call.path === '/v1/worklist') return { body: worklist() };
  if (call.path.startsWith('/v1/indicators'))
    return {
      body: indicatorRows(
        call.path.includes('numerator') ? 'numerator' : 'denominator',
        call.path.includes('cursor') ? 'x' : null,
      ),
    };
  if (call.path.startsWith('/v1/can-i-visit'))
    return {
      body: {
        asOf: dashboard().asOf,
        siret: '99900001700018',
        colour: 'AMBER',
        reason: 'La Mission locale l’a vu le 4 septembre : carence de 90 jours.',
        nextFreeDate: '2026-12-03',
        employer: { publicName: 'Menuiserie Roux', communeName: 'Woippy' },
      },
    };
  return undefined;
};
test('shots', async () => {
  const server = await servePages(services(['PILOT']));
  const browser = await openBrowser();
  const report: string[] = [];
  const shot = async (
    name: string,
    path: string,
    roles: string[],
    viewport: any,
    dark = false,
    act?: (page: any) => Promise<void>,
    full = true,
  ) => {
    if (process.env.ONLY && !name.match(process.env.ONLY)) return;
    server.services = services(roles);
    const { page, context, faults } = await visitor(browser, { viewport, dark });
    await page.goto(server.url + path, { waitUntil: 'load' });
    await page.waitForSelector('h1');
    await page.waitForTimeout(350);
    if (act) await act(page);
    await page.screenshot({ path: `/tmp/web-shots/${name}.png`, fullPage: full });
    report.push(
      `${name}: faults ${JSON.stringify(faults)} axe ${JSON.stringify(await barriers(page))} over ${await overflows(page)} ${viewport.width < 768 ? 'small ' + JSON.stringify(await tooSmall(page)) : ''}`,
    );
    await context.close();
  };
  await shot('overview', '/vue-d-ensemble', ['PILOT'], LAPTOP);
  await shot('overview-dark', '/vue-d-ensemble', ['PILOT'], LAPTOP, true);
  await shot(
    'overview-tables',
    '/vue-d-ensemble?tableaux=postes,offres,fichiers,couverture,redondance,bmo,fraicheur',
    ['PILOT'],
    LAPTOP,
  );
  await shot('method', '/vue-d-ensemble?methode=redundancy', ['PILOT'], LAPTOP, false, undefined, false);
  await shot('overview-phone', '/vue-d-ensemble', ['PILOT'], PHONE);
  await shot('overview-1100', '/vue-d-ensemble', ['PILOT'], { width: 1100, height: 800 });
  await shot('list', '/ma-liste', ['AGENT'], PHONE, false, undefined, false);
  await shot('list-full', '/ma-liste', ['AGENT'], PHONE);
  await shot('list-dark', '/ma-liste', ['AGENT'], PHONE, true, undefined, false);
  await shot('list-laptop', '/ma-liste', ['AGENT'], LAPTOP);
  await shot('list-progress', '/ma-liste?boite=en-cours', ['AGENT'], PHONE, false, undefined, false);
  await shot(
    'decline',
    '/ma-liste',
    ['AGENT'],
    PHONE,
    false,
    async (p) => {
      await p.click('text=Pas pour moi');
      await p.getByLabel('Autre raison').check();
    },
    false,
  );
  await shot('prospect', '/ma-liste/lead-roux', ['AGENT'], PHONE, false, undefined, false);
  await shot('mayi', '/puis-je-y-aller?siret=99900001700018', ['AGENT'], PHONE, false, undefined, false);
  await shot(
    'report',
    '/compte-rendu?lead=lead-hotel',
    ['AGENT'],
    PHONE,
    false,
    async (p) => {
      await p.getByLabel('À recontacter plus tard').check();
    },
    true,
  );
  await shot('report-which', '/compte-rendu', ['AGENT'], PHONE, false, undefined, false);
  await shot('signin', '/', [], PHONE, false, undefined, false);
  console.error(report.join('\n'));
  await browser.close();
  await server.close();
});
