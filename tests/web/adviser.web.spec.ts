import type { Browser, Page } from 'playwright-core';
import { barriers, openBrowser, overflows, PHONE, tooSmall, type Visitor, visitor } from './browser';
import { type PagesServer, refusal, servePages } from './pages-server';
import { servicesOf, type Territory, territory } from './services-fixture';

let browser: Browser;
let server: PagesServer;
let here: Territory;
let agent: Visitor;

beforeAll(async () => {
  server = await servePages(() => undefined);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  here = territory({ roles: ['AGENT'] });
  server.services = servicesOf(here);
  server.calls.length = 0;
  agent = await visitor(browser, { viewport: PHONE });
});

afterEach(async () => {
  expect(agent.faults).toEqual([]);
  await agent.context.close();
});

const open = async (path: string): Promise<Page> => {
  await agent.page.goto(server.url + path);
  await agent.page.getByRole('heading', { level: 1 }).waitFor();
  await agent.page.getByText('réseaux sur 5 à jour').first().waitFor({ state: 'attached' });
  return agent.page;
};

const sound = async (page: Page) => {
  expect(await barriers(page)).toEqual([]);
  expect(await tooSmall(page)).toEqual([]);
  expect(await overflows(page)).toBe(false);
};

const plain = async (text: Promise<string>): Promise<string> => (await text).replace(/[\u00a0\u202f]/g, ' ');

const sent = (path: string) => server.calls.find((call) => call.method === 'POST' && call.path === path);

/** The service gives up a prospect: the next list no longer has it. */
const gone = (leadId: string) => {
  here.worklist.items = here.worklist.items.filter((item) => item.leadId !== leadId);
};

it.each([
  '/ma-liste',
  '/ma-liste?boite=en-cours',
  '/ma-liste?boite=visites',
  '/ma-liste/lead-roux',
  '/ma-liste/lead-marly',
  '/puis-je-y-aller?siret=99900001700018',
  '/compte-rendu',
  '/compte-rendu?lead=lead-hotel',
])('%s fits a phone, a thumb and a screen reader', async (path) => {
  await sound(await open(path));
});

it('the list can be read at night', async () => {
  await agent.page.emulateMedia({ colorScheme: 'dark' });
  await sound(await open('/ma-liste'));
});

it('a card says who, why me, who came last and until when, and shows a SIRET where no name may be shown', async () => {
  const page = await open('/ma-liste');
  const card = page.getByRole('article', { name: 'Menuiserie Roux' });
  const text = (await card.innerText()).replace(/[\u00a0\u202f]/g, ' ');
  expect(text).toContain('Contact possible');
  expect(text).toContain('Vous y avez placé un menuisier le 12 octobre');
  expect(text).toContain('Dernier contact : Mission locale, le 2 oct.');
  expect(text).toContain('2 jours ouvrés, jusqu’à vendredi');
  await page.getByRole('article', { name: '999 000 033 00018' }).waitFor();
});

it('taking a prospect claims its lead, and the focus goes to the next one', async () => {
  const page = await open('/ma-liste');
  await page.getByRole('button', { name: 'Je prends : Menuiserie Roux' }).click({ trial: true });
  gone('lead-roux');
  await page.getByRole('button', { name: 'Je prends : Menuiserie Roux' }).click();
  await page.getByText('Menuiserie Roux est à vous.').waitFor();
  expect(sent('/v1/leads/lead-roux/claim')).toBeDefined();
  await page.getByRole('article', { name: 'Menuiserie Roux' }).waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Serres de l’Orme');
});

it('a prospect already taken is told in the words of the refusal, and the list moves on', async () => {
  const sentence = 'Déjà pris par le PLIE de la Seille à 8 h 39. Prospect suivant.';
  here.instead = { 'POST /v1/leads/lead-roux/claim': refusal(409, 'already-taken', sentence) };
  const page = await open('/ma-liste');
  gone('lead-roux');
  await page.getByRole('button', { name: 'Je prends : Menuiserie Roux' }).click();
  await page.getByRole('status').getByText(sentence).waitFor();
  await page.getByRole('article', { name: 'Menuiserie Roux' }).waitFor({ state: 'detached' });
  await page.getByRole('article', { name: 'Serres de l’Orme' }).waitFor();
  expect(await barriers(page)).toEqual([]);
});

it('whoever comes second is offered the next prospect (BR-32)', async () => {
  const taken = refusal(409, 'already-taken', 'Déjà pris par un collègue (Antenne de Woippy) à 8 h 39.');
  const next = { leadId: 'lead-orme' };
  here.instead = {
    'POST /v1/leads/lead-roux/claim': { ...taken, body: { ...(taken.body as object), next } },
  };
  const page = await open('/ma-liste');
  gone('lead-roux');
  await page.getByRole('button', { name: 'Je prends : Menuiserie Roux' }).click();
  await page.getByRole('status').getByRole('button', { name: 'Prospect suivant' }).click();
  await page.getByRole('heading', { level: 1, name: 'Serres de l’Orme' }).waitFor();
});

it('a prospect says that it was recalled, and the unit has not answered yet (BR-28)', async () => {
  const page = await open('/ma-liste');
  const card = page.getByRole('article', { name: 'Garage Bellevue' });
  expect(await plain(card.innerText())).toContain('Rappel du 9 nov. : dites si vous le prenez');
});

it('planned visits stand apart, soonest said first, with who is missing on the day and a number to call', async () => {
  const page = await open('/ma-liste');
  await page.getByRole('link', { name: /Visites/ }).click();
  await page.getByText('1 visite prévue.').waitFor();
  const text = await plain(page.locator('.cards').innerText());
  for (const words of [
    'La prochaine visite est jeudi.',
    'Visite prévue jeudi, 14 h 30',
    'Personne n’est là ce jour-là',
    'L’employeur demande le 12 novembre',
    'Pour information : Pôle emploi l’a contacté le 6 nov., pour suivre une offre',
  ])
    expect(text).toContain(words);
  const call = page.getByRole('link', { name: 'Appeler Boulangerie de Marly' });
  expect(await call.getAttribute('href')).toBe('tel:+33199000017');
  expect(await page.locator('a[href^="tel:"]').count()).toBe(1);
});

it('an employer may ask for a later day, and its prospect is kept until then (BR-29)', async () => {
  const page = await open('/ma-liste/lead-hotel');
  await page.getByRole('button', { name: 'L’employeur demande une autre date' }).click();
  await page.getByText('Indiquez une date à venir').waitFor();
  await page.getByLabel('Date demandée par l’employeur').fill('2026-12-15');
  await sound(page);
  await page.getByRole('button', { name: 'Je le garde' }).click();
  await page.getByText('Hôtel de la Cheneau').first().waitFor();
  await page.getByText('l’employeur demande le 15 décembre').waitFor();
  expect(sent('/v1/leases/lease-hotel/extend')?.body).toEqual({ employerAskedFor: '2026-12-15' });
});

it('a second delay is refused in the words of the rule', async () => {
  const sentence =
    'L’employeur a déjà obtenu un report : demandez à la coordination d’en accorder un second.';
  here.instead = { 'POST /v1/leases/lease-hotel/extend': refusal(409, 'extended-already', sentence) };
  const page = await open('/ma-liste/lead-hotel');
  await page.getByRole('button', { name: 'L’employeur demande une autre date' }).click();
  await page.getByLabel('Date demandée par l’employeur').fill('2026-12-15');
  await page.getByRole('button', { name: 'Je le garde' }).click();
  await page.getByRole('status').getByText(sentence).waitFor();
});

it('two visits on one day are asked about, joint or redundant, and the answer is kept', async () => {
  here.worklist.openQuestions = 1;
  const question = {
    conflictId: 'conflict-roux',
    question:
      'Deux partenaires déclarent une visite chez cet employeur à la même date : visite conjointe ou redondante ?',
    employer: {
      employerId: 'e',
      siret: '99900001700018',
      publicName: 'Menuiserie Roux',
      communeName: 'Woippy',
    },
    answerBy: '2026-11-16T23:00:00.000Z',
    choices: [
      { value: 'JOINT', words: 'Visite conjointe : elle compte une fois' },
      { value: 'SEPARATE', words: 'Deux contacts distincts' },
    ],
    ownAnswer: null as string | null,
  };
  const sides = [
    { own: true, network: 'MISSION_LOCALE', on: '2026-11-09' },
    { own: false, network: 'PLIE', on: '2026-11-09' },
  ];
  here.instead = {
    'GET /v1/conflicts?state=OPEN': { body: { asOf: here.worklist.asOf, items: [question] } },
    'GET /v1/conflicts/conflict-roux': { body: { ...question, sides } },
    'POST /v1/conflicts/conflict-roux/answer': { body: question },
  };
  const page = await open('/ma-liste');
  await page.getByRole('link', { name: /1.question attend votre réponse/ }).click();
  const card = page.getByRole('article', { name: 'Menuiserie Roux, Woippy' });
  await card.getByText('PLIE, le 9 nov.').waitFor();
  expect(await plain(card.innerText())).toContain('Sans réponse d’ici lundi, la règle décide.');
  await sound(page);
  question.ownAnswer = 'JOINT';
  await card.getByRole('button', { name: /Visite conjointe/ }).click();
  await card.getByText(/Votre réponse.: Visite conjointe/).waitFor();
  expect(sent('/v1/conflicts/conflict-roux/answer')?.body).toEqual({ answer: 'JOINT' });
});

it('declining asks for a reason, and for words when the reason is another one', async () => {
  const page = await open('/ma-liste');
  await page.getByRole('button', { name: 'Pas pour moi : Menuiserie Roux' }).click();
  const confirm = page.getByRole('button', { name: 'Je le laisse' });
  expect(await confirm.getAttribute('aria-disabled')).toBe('true');
  await page.getByText('Choisissez une raison').waitFor();
  await sound(page);

  await page.getByLabel('Autre raison').check();
  await page.getByText('Dites pourquoi en quelques mots').waitFor();
  await page.getByLabel('Pourquoi', { exact: true }).fill('Il déménage');
  gone('lead-roux');
  await confirm.click();
  await page.getByText('Menuiserie Roux est rendu.').waitFor();
  expect(sent('/v1/leads/lead-roux/decline')?.body).toEqual({ reason: 'OTHER', text: 'Il déménage' });
});

it('giving back what is in hand releases the lease', async () => {
  const page = await open('/ma-liste?boite=en-cours');
  await page.getByRole('button', { name: 'Je rends : Hôtel de la Cheneau' }).click();
  await page.getByLabel('Je n’ai pas le temps dans les délais').check();
  gone('lead-hotel');
  await page.getByRole('button', { name: 'Je rends', exact: true }).click();
  await page.getByText('Rien en cours').first().waitFor();
  expect(sent('/v1/leases/lease-hotel/release')?.body).toEqual({ reason: 'NO_CAPACITY' });
});

it('the whole list can be worked by keyboard: the sheet keeps the focus and gives it back', async () => {
  const page = await open('/ma-liste');
  const decline = page.getByRole('button', { name: 'Pas pour moi : Menuiserie Roux' });
  await decline.focus();
  await page.keyboard.press('Enter');
  const close = page.getByRole('button', { name: 'Fermer' });
  expect(await close.evaluate((button) => button === document.activeElement)).toBe(true);
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused === document.body || document.querySelector('dialog')?.contains(focused);
    });
    expect(inside).toBe(true);
  }
  await page.keyboard.press('Escape');
  expect(await decline.evaluate((button) => button === document.activeElement)).toBe(true);
});

const reportsSent = () =>
  server.calls
    .filter(({ method, path }) => method === 'POST' && path === '/v1/visits')
    .map(({ body }) => body as { eventId: string; visitId: string; revision: number });

it('a report is four answers; sent again it is the same event, corrected it is the next revision', async () => {
  here.instead = {
    'POST /v1/visits': refusal(503, 'unavailable', 'Le service redémarre. Réessayez dans un instant.'),
  };
  const page = await open('/compte-rendu?lead=lead-hotel');
  const save = page.getByRole('button', { name: 'Enregistrer' });
  await save.click();
  await page.getByText('Choisissez une des quatre réponses.').waitFor();
  await page.getByLabel('Échange avec l’employeur').check();
  await page.getByLabel('Appel').check();
  await save.click();
  await page.getByText('Le service redémarre.').waitFor();
  await sound(page);
  await save.click();
  await page.getByText('Le service redémarre.').waitFor();

  here.instead = {
    'GET /v1/visits/': {
      body: {
        outcome: 'FLAGGED',
        because: 'Pris en compte et signalé : un autre partenaire l’a vu peu avant.',
      },
    },
  };
  await page.getByLabel('Hier').check();
  await save.click();
  await page.getByText('Compte rendu enregistré').waitFor();
  const [first, again, corrected] = reportsSent();
  expect(first).toMatchObject({
    eventId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
    revision: 1,
    sourceSystem: 'concerto',
    siret: '99900004100017',
    status: 'HELD',
    channel: 'CALL',
    initiative: 'PARTNER',
  });
  expect(again).toEqual(first);
  expect(corrected).toMatchObject({
    visitId: first?.visitId,
    revision: 2,
    occurredAt: '2026-11-09T11:00:00.000Z',
  });
  expect(corrected?.eventId).not.toBe(first?.eventId);
  await page.getByText('un autre partenaire l’a vu peu avant').waitFor();
});

it('new prospects are announced without moving the reader', async () => {
  const page = await open('/ma-liste?boite=en-cours');
  const back = page.getByRole('button', { name: 'Je rends : Hôtel de la Cheneau' });
  await back.focus();
  const [first] = here.worklist.items;
  here.worklist = {
    ...here.worklist,
    counts: { ...here.worklist.counts, toTake: 5 },
    items: [...here.worklist.items, { ...first!, leadId: 'lead-new' }],
  };
  server.stir();
  await page.getByRole('status').getByText('1 nouveau prospect').waitFor();
  expect(await back.evaluate((button) => button === document.activeElement)).toBe(true);
});

it('may I go? answers with a colour in words, the reason, the next free date and when it was known', async () => {
  const page = await open('/puis-je-y-aller');
  await page.getByLabel('SIRET').fill('999 000 017');
  await page.getByRole('button', { name: 'Demander' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('SIRET').fill('356 000 000 00048');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'À éviter avant le 3 décembre' }).waitFor();
  const text = (await page.locator('.answer').innerText()).replace(/[\u00a0\u202f]/g, ' ');
  expect(text).toContain('La Mission locale l’a vu le 4 septembre : carence de 90 jours.');
  expect(text).toContain('Prochaine date libre : 3 décembre');
  expect(text).toContain('10 nov. 2026, 8 h 40');
});

it('without an answer the light is grey, never green', async () => {
  here.instead = { 'GET /v1/can-i-visit': refusal(503, 'unavailable', 'La prospection ne répond pas.') };
  const page = await open('/puis-je-y-aller?siret=35600000000048');
  await page.getByRole('heading', { name: 'Nous ne savons pas' }).waitFor();
  expect(await barriers(page)).toEqual([]);
});
