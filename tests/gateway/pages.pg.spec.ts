import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GatewayUnderTest, gatewayUnderTest } from './gateway-under-test';

const folder = mkdtempSync(join(tmpdir(), 'concerto-pages-'));
let under: GatewayUnderTest;
beforeAll(async () => {
  mkdirSync(join(folder, 'web/assets'), { recursive: true });
  writeFileSync(join(folder, 'web/index.html'), '<!doctype html><title>Concerto</title>');
  writeFileSync(join(folder, 'web/assets/app-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'not a page');
  under = await gatewayUnderTest({ CONCERTO_WEB_ROOT: join(folder, 'web') });
});
afterAll(async () => {
  await under?.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string) => under.as(null).get<string>(path);

describe('The pages of Concerto', () => {
  it('answer at every address of theirs, and are asked for anew each time', async () => {
    for (const path of ['/', '/ma-liste', '/sign-in-help', '/territoire/vue?x=1']) {
      const { status, headers, body } = await get(path);
      expect(status).toBe(200);
      expect(headers['cache-control']).toBe('no-cache');
      expect(body).toContain('<title>Concerto</title>');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    }
  });

  it('keep their built files for ever, since what changes gets another name', async () => {
    const { headers } = await get('/assets/app-1a2b.js');
    expect(headers['cache-control']).toContain('immutable');
    expect((await get('/assets/gone-1a2b.js')).status).toBe(404);
  });

  it.each(['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt'])(
    'never show what is not theirs: %s',
    async (path) => {
      expect(JSON.stringify((await get(path)).body)).not.toContain('not a page');
    },
  );
});

describe('A door', () => {
  it('is the same however its address is written: a quota cannot be gone around', async () => {
    const answer = await under.as(null).post('/%761/sign%2Din', { email: 'personne@exemple.fr' });
    expect(answer.status).toBe(202);
    expect(answer.headers['ratelimit-policy']).toContain('"sign-in"');
    expect((await get('/%761/keys')).status).toBe(401);
  });
});
