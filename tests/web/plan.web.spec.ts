import type { Browser, Page } from 'playwright-core';
import { barriers, LAPTOP, openBrowser, overflows, PHONE, tooSmall, type Visitor, visitor } from './browser';
import { type PagesServer, refusal, servePages } from './pages-server';
import { type CommitteeTable, committeeTable, planServices } from './plan-fixture';
import { servicesOf, type Territory, territory } from './services-fixture';

const PROJECTOR = { width: 1920, height: 1080 };

let browser: Browser;
let server: PagesServer;
let here: Territory;
let table: CommitteeTable;
let member: Visitor;

beforeAll(async () => {
  server = await servePages(() => undefined);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Who opens the page, with what on the table. */
const seat = (roles: string[], onTable: CommitteeTable = committeeTable()) => {
  here = territory({ roles });
  table = onTable;
  const [plans, others] = [planServices(table), servicesOf(here)];
  server.services = (call) => others(call) ?? plans(call);
};

beforeEach(async () => {
  seat(['COORDINATOR']);
  server.calls.length = 0;
  member = await visitor(browser, { viewport: LAPTOP });
});

afterEach(async () => {
  expect(member.faults).toEqual([]);
  await member.context.close();
});

const open = async (path = '/plan'): Promise<Page> => {
  await member.page.goto(server.url + path);
  await member.page.getByRole('heading', { name: 'La voix de chaque réseau' }).waitFor();
  await member.page.getByText('réseaux sur 5 à jour').first().waitFor({ state: 'attached' });
  return member.page;
};

const plain = async (text: Promise<string>): Promise<string> => (await text).replace(/[\u00a0\u202f]/g, ' ');

const sound = async (page: Page) => {
  expect(await barriers(page)).toEqual([]);
  expect(await overflows(page)).toBe(false);
};

const floor = (page: Page) => page.getByRole('slider', { name: 'Plancher du marché caché' });

/** Seven steps to the right, as a hand on the arrow keys. */
const raiseFloor = async (page: Page) => {
  await floor(page).focus();
  for (let step = 0; step < 7; step += 1) await page.keyboard.press('ArrowRight');
  await page.locator('.sentence').getByText('de 49 à 56').waitFor();
};

const posted = (end: string) =>
  server.calls.filter(({ method, path }) => method === 'POST' && path.endsWith(end));

it.each([PHONE, LAPTOP, PROJECTOR])('the plan has no barrier on a screen of $width px', async (size) => {
  await member.page.setViewportSize(size);
  const page = await open('/plan?employeur=35600000000048');
  await page.getByText('valeur nette').first().waitFor();
  await raiseFloor(page);
  await sound(page);
});

it('on a phone each control of the plan is as large as a thumb', async () => {
  await member.page.setViewportSize(PHONE);
  const small = await tooSmall(await open());
  expect(small.filter((element) => !element.includes('sentence-figure'))).toEqual([]);
});

it('the plan can be read at night, and as tables', async () => {
  await member.page.emulateMedia({ colorScheme: 'dark' });
  const page = await open('/plan?employeur=35600000000048&tableaux=regles,matrice,pourquoi');
  await page.getByRole('columnheader', { name: 'Prix de la place' }).waitFor();
  await sound(page);
  expect(await plain(page.locator('#regles').innerText())).toContain('49 %');
  expect(await plain(page.locator('#matrice').innerText())).toContain('132');
});

it('opens with what the plan does, its price, and the proof that it is the optimum', async () => {
  const page = await open();
  expect(await plain(page.locator('.sentence').innerText())).toBe(
    'Le plan fait visiter 636 employeurs sur 4 800 possibles, par 5 réseaux, pour 86,20 postes attendus. Prix de toutes les règles : 0,15 % de la valeur du plan ; 43 prospects restent non attribués.',
  );
  expect(await plain(page.locator('.plan-head').innerText())).toContain(
    'Optimal, écart 0 · recalculé en 84 ms',
  );
  const matrix = await plain(page.locator('#matrice').innerText());
  for (const words of ['19,0 – 21,0', '636 sur 636', 'faute de capacité', 'silencieux depuis le 30 oct.'])
    expect(matrix).toContain(words);
});

it('a rule moved by the keyboard re-plans at once: its price, what changes and who moves are shown and told', async () => {
  const page = await open();
  await raiseFloor(page);
  expect(await plain(page.locator('.sentence').innerText())).toMatch(
    /^Porter le plancher du marché caché de 49 à 56 % ferait visiter 46 employeurs de plus que personne n’a sollicités depuis 12 mois. Prix de ce choix : 0,0\d % de la valeur du plan ; 27 employeurs changeraient de partenaire\.$/,
  );
  expect(await floor(page).getAttribute('aria-valuetext')).toMatch(/^56.%, prix 0,07.%$/);
  const rules = await plain(page.locator('#regles').innerText());
  expect(rules).toContain('en vigueur : 49 %');
  expect(rules).toContain('prix 0,07 %');
  const matrix = await plain(page.locator('#matrice').innerText());
  expect(matrix).toContain('+21');
  const diff = await plain(page.locator('#changements').innerText());
  for (const words of ['564 inchangés', '32 changent de structure', '45 entrent', '45 sortent'])
    expect(diff).toContain(words);
  await page.locator('#changements').getByText('Maraîchage du Val').waitFor();
  expect(await plain(page.locator('[role=status].unseen').innerText())).toBe(
    'Plancher du marché caché 56 % : prix 0,07 %. Marché caché +46. 27 employeurs changent de partenaire.',
  );
  expect(await floor(page).evaluate((slider) => slider === document.activeElement)).toBe(true);
});

it('seven quick steps ask few questions, and the answer shown is that of the last', async () => {
  const page = await open();
  await raiseFloor(page);
  await page.getByText('Calcul en cours').waitFor({ state: 'detached' });
  const asked = posted('/simulate').map(
    ({ body }) => (body as { rules: CommitteeTable['rules'] }).rules.floors[0],
  );
  expect(asked.at(-1)?.percent).toBe(56);
  expect(asked.length).toBeLessThan(7);
  await page.getByRole('button', { name: 'Revenir au point de départ' }).click();
  await page.locator('.sentence').getByText('Le plan fait visiter').waitFor();
  expect(await floor(page).inputValue()).toBe('49');
});

it('an answer that comes after a newer question is not shown', async () => {
  const page = await open();
  let release = () => {};
  const held = new Promise<void>((free) => {
    release = free;
  });
  let asked = 0;
  await page.route('**/simulate', async (route) => {
    asked += 1;
    if (asked === 1) await held;
    await route.continue().catch(() => undefined);
  });
  const first = page.waitForRequest('**/simulate');
  await floor(page).press('ArrowRight');
  await first;
  await floor(page).press('ArrowRight');
  await page.locator('.sentence').getByText('de 49 à 51').waitFor();
  release();
  await (await first).response().catch(() => null);
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  expect(await plain(page.locator('.sentence').innerText())).toContain('de 49 à 51');
  await page.getByText('Optimal, écart 0').waitFor();
});

it('an exact percent can be typed', async () => {
  const page = await open();
  await page.getByRole('spinbutton', { name: /Plancher du marché caché/ }).fill('63');
  await page.locator('.sentence').getByText('de 49 à 63').waitFor();
});

it('a trial without an answer says so, and that its figures are older than the sliders', async () => {
  here.instead = {
    'POST /v1/plans/plan-t4/simulate': refusal(503, 'unavailable', 'La prospection ne répond pas.'),
  };
  const page = await open();
  await floor(page).press('ArrowRight');
  const alert = page.getByRole('alert');
  await alert.getByText('Les chiffres sont ceux de la position précédente.').waitFor();
  expect(await plain(page.locator('.sentence').innerText())).toContain('Le plan fait visiter');
  expect(await barriers(page)).toEqual([]);
});

it('what has changed since the plan was computed is told', async () => {
  table.drift = { closed: 3, left: 1, resized: 12, newSegmentation: true };
  const page = await open();
  expect(await plain(page.locator('.drifted').innerText())).toBe(
    'Depuis le calcul : 3 employeurs fermés, 1 employeur parti du territoire, 12 employeurs d’une autre taille et une autre segmentation est en vigueur, elle vaudra pour le prochain plan.',
  );
  expect(await barriers(page)).toEqual([]);
});

it('the networks can be opened into their structures', async () => {
  const page = await open();
  await page.getByRole('button', { name: /6.structures/ }).click();
  await page.getByRole('row', { name: /Agence de Borny/ }).waitFor();
});

it('a committee tries a rule, keeps it, asks why, pins, submits, records the voices and adopts', async () => {
  const page = await open();
  const save = page.getByRole('button', { name: 'Enregistrer le scénario' });
  expect(await save.getAttribute('aria-disabled')).toBe('true');
  await raiseFloor(page);
  await save.click();
  await page.getByLabel('Nom du scénario').fill('Scénario B');
  await sound(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer le scénario' }).click();
  await page.getByText('Scénario « Scénario B » enregistré.').waitFor();
  expect(posted('/scenarios')[0]?.body).toMatchObject({
    name: 'Scénario B',
    rules: { floors: [{ percent: 56 }] },
  });
  await page
    .getByLabel('Scénario', { exact: true })
    .locator('option:checked', { hasText: 'Scénario B' })
    .waitFor({ state: 'attached' });

  await page.getByRole('button', { name: 'Commenter' }).click();
  await page.getByLabel('Commentaire').fill('À revoir avec Woippy');
  await page.getByRole('dialog').getByRole('button', { name: 'Commenter' }).click();
  await page.locator('#voix').getByText('À revoir avec Woippy').waitFor();

  await page.getByRole('button', { name: /Pourquoi ce partenaire pour Menuiserie Roux/ }).click();
  await page.locator('#pourquoi').getByText('sa valeur nette est la plus haute').waitFor();
  const why = await plain(page.locator('#pourquoi').innerText());
  for (const words of [
    '76,0 − 17,0 =',
    '59,0',
    'Trajet : 2,4 km et retour',
    '−3,0',
    'Sans la visite du 4 septembre',
  ])
    expect(why).toContain(words);
  await page.getByRole('button', { name: 'Épingler' }).click();
  const pin = page.getByRole('dialog').getByRole('button', { name: 'Épingler' });
  await page.getByText('Dites pourquoi en quelques mots').waitFor();
  await page.getByLabel('Structure', { exact: true }).selectOption({ label: 'Cap emploi Jaumont' });
  await page.getByLabel('Raison').fill('Convention en cours');
  await page.getByLabel('Date de fin').fill('2027-01-31');
  await sound(page);
  await pin.click();
  await page.locator('#pourquoi').getByText('Le comité a épinglé cet employeur.').waitFor();
  expect(posted('/pins')[0]?.body).toEqual({
    employerId: 'e-roux',
    kind: 'PIN',
    unitId: 'u-jaumont',
    reason: 'Convention en cours',
    until: '2027-01-31',
  });
  await page.getByRole('button', { name: 'Retirer la décision du comité sur Menuiserie Roux' }).click();
  await page.locator('#pourquoi').getByText('sa valeur nette est la plus haute').waitFor();

  await page.getByRole('button', { name: 'Retenir ce scénario' }).click();
  await page.getByText('Les règles du scénario sont celles du plan.').waitFor();
  await page.getByRole('button', { name: 'Soumettre au comité' }).click();
  const adopt = page.locator('#voix').getByRole('button', { name: 'Adopter le plan' });
  await adopt.waitFor();
  expect(await adopt.getAttribute('aria-disabled')).toBe('true');
  await page.getByText(/quorum non atteint.: 0 voix sur 3/).waitFor();

  for (const [name, voice] of [
    ['Pôle emploi Moselle', 'D’accord'],
    ['Mission locale du Saulcy', 'D’accord'],
    ['PLIE de la Seille', 'À modifier'],
  ] as const) {
    await page.getByRole('button', { name: `Consigner la voix : ${name}`.replace(' :', '\u00a0:') }).click();
    await page.getByRole('radio', { name: voice }).check();
    await page.getByLabel(/Remarque/).fill(`Remarque de ${name}`);
    await page.getByRole('dialog').getByRole('button', { name: 'Consigner' }).click();
    await page.locator('#voix').getByText(`Remarque de ${name}`).waitFor();
  }
  const voices = await plain(page.locator('#voix').innerText());
  expect(voices).toContain('2 accords sur 5 ; il manque Cap emploi Moselle et SIAE Passerelle');
  await sound(page);

  await adopt.click();
  const dialog = page.getByRole('dialog');
  const words = await plain(dialog.innerText());
  for (const said of [
    '636 prospects partent dans les listes',
    '18 employeurs déjà suivis',
    'PLIE de la Seille demande une modification',
  ])
    expect(words).toContain(said);
  expect(posted('/adopt')).toEqual([]);
  await sound(page);
  await dialog.getByRole('button', { name: 'Adopter le plan' }).click();
  await page.getByText('« Plan du 4e trimestre 2026 » est adopté.').waitFor();
  await page.locator('#regles').getByText('Ce plan est décidé').waitFor();
  expect(await floor(page).isDisabled()).toBe(true);
});

it('an employer that is not in the plan is told in the words of the refusal', async () => {
  const page = await open('/plan?employeur=99900001700018');
  await page.locator('#pourquoi').getByRole('alert').getByText('n’est pas parmi les prospects').waitFor();
  expect(await barriers(page)).toEqual([]);
});

it.each(['PILOT', 'UNIT_MANAGER'])('a %s tries rules on the plan and decides nothing', async (role) => {
  seat([role], committeeTable({ state: 'DRAFT' }));
  const page = await open('/plan?employeur=35600000000048');
  await page.getByText('rien n’est enregistré, le comité décide').waitFor();
  await raiseFloor(page);
  await page.locator('#pourquoi').getByText('sa valeur nette est la plus haute').waitFor();
  for (const name of ['Épingler', 'Interdire', 'Soumettre au comité', 'Enregistrer le scénario'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
});

it('a unit manager gives the voice of its own partner', async () => {
  seat(['UNIT_MANAGER'], committeeTable({ state: 'SUBMITTED' }));
  const page = await open();
  await page.getByRole('button', { name: 'Consigner notre voix' }).click();
  await page.getByRole('radio', { name: 'D’accord' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Consigner' }).click();
  await page.getByText(/La voix est consignée/).waitFor();
  expect(posted('/voices')[0]?.body).toEqual({ inFavour: true });
});

it('an agent has no plan page', async () => {
  seat(['AGENT']);
  await member.page.goto(`${server.url}/plan`);
  await member.page.getByText('Cette page n’est pas pour vous').waitFor();
});

it('without a plan the page says the three steps, and takes the first ones', async () => {
  seat(['COORDINATOR'], { ...committeeTable(), none: true });
  const { page } = member;
  await page.goto(`${server.url}/plan`);
  await page.getByRole('heading', { name: 'Aucun plan pour ce territoire' }).waitFor();
  await sound(page);
  await page.getByLabel('Nom du plan').fill('Hiver 2027');
  await page.getByLabel('Premier jour', { exact: true }).fill('2027-01-01');
  await page.getByLabel('Premier jour d’après').fill('2027-04-01');
  await page.getByRole('button', { name: 'Préparer le plan' }).click();
  await page.getByRole('button', { name: 'Calculer les attributions' }).click();
  await page.getByRole('heading', { name: 'Règles du comité' }).waitFor();
});

it('a plan that cannot be read says why and tries again on demand', async () => {
  here.instead = {
    'GET /v1/plans/plan-t4/board': refusal(503, 'unavailable', 'La prospection ne répond pas.'),
  };
  const { page } = member;
  await page.goto(`${server.url}/plan`);
  await page.getByRole('alert').getByText('La prospection ne répond pas.').waitFor();
  expect(await barriers(page)).toEqual([]);
  here.instead = {};
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await page.getByRole('heading', { name: 'Règles du comité' }).waitFor();
});
