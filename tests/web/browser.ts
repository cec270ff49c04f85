import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export const PHONE = { width: 390, height: 844 };
export const LAPTOP = { width: 1440, height: 1000 };

const CLONE = join(__dirname, '..', '..');
const run = promisify(execFile);

/**
 * The browser that comes with npm ci: no system package. It unpacks itself without a lock and takes a half-written
 * file for a whole one, so it is unpacked aside and put in place by one rename: two runs side by side never meet.
 */
const browserFile = async (): Promise<string> => {
  const { devDependencies } = JSON.parse(await readFile(join(CLONE, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const version = devDependencies['@sparticuz/chromium'];
  const place = join(tmpdir(), `concerto-browser-${version}-${process.getuid?.() ?? 'me'}`);
  if (existsSync(place)) return join(place, 'chromium');

  const aside = await mkdtemp(join(tmpdir(), 'concerto-browser-'));
  const unpack = "require('@sparticuz/chromium').executablePath()";
  await run(process.execPath, ['-e', unpack], { cwd: CLONE, env: { ...process.env, TMPDIR: aside } });
  await rename(aside, place).catch(() => rm(aside, { recursive: true, force: true }));
  return join(place, 'chromium');
};

export const openBrowser = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await browserFile(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    headless: true,
    timeout: 30_000,
  });

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** What went wrong while the page ran: script errors, and whatever the policy refused. */
  faults: string[];
}

interface Place {
  viewport: { width: number; height: number };
  dark?: boolean;
}

/** A person with a fresh browser, in Metz. */
export const visitor = async (browser: Browser, { viewport, dark = false }: Place): Promise<Visitor> => {
  const context = await browser.newContext({
    viewport,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    hasTouch: viewport.width < 768,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1')) faults.push(`outside request: ${request.url()}`);
  });
  return { page, context, faults };
};

/** What axe finds against WCAG 2.2 AA and its own good practice, as short sentences. */
export const barriers = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'], iframes: false })
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
};

/** Elements that a thumb would miss: smaller than 44 px in either direction (24 px inside a sentence). */
export const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'a, button, input:not([type=radio]), [role=button], label:has(input)',
      ),
    ]
      .filter((element) => element.checkVisibility() && !element.matches('.skip'))
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < 44 || height < 44;
      })
      .map((element) => {
        const { width, height } = element.getBoundingClientRect();
        return `${element.outerHTML.slice(0, 120)} (${Math.round(width)}x${Math.round(height)})`;
      }),
  );

/** True when the page is wider than its window. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
