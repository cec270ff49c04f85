import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demonstrationOf } from '../../apps/cli/src/demo/demonstration';
import { reportContacts } from '../../apps/cli/src/loading/feeds';
import { Loading } from '../../apps/cli/src/loading/loading';

type Door = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const demonstration = demonstrationOf('metz', '2026-11-25', 400);
const keys = new Map(demonstration.partners.map(({ code }) => [code, `key-${code}`]));
const known = (territoryId: string) => ({
  territoryId,
  partnerIds: new Map<string, string>(),
  unitIds: new Map<string, string>(),
  agentIds: new Map<string, string>(),
});

let server: Server;
let door: Door;
let folder: string;
let loading: Loading;
let requests: { path: string; key: string | undefined; body: string }[];

beforeEach(async () => {
  requests = [];
  folder = mkdtempSync(join(tmpdir(), 'concerto-loading-'));
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const key = request.headers['idempotency-key'] as string | undefined;
      requests.push({ path: request.url ?? '', key, body });
      door(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  loading = new Loading(url, 'operator_key', 'metz', demonstration, join(folder, 'demo.json'));
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const results = (body: string): string[] =>
  body
    .trim()
    .split('\n')
    .map((_, n) => `${JSON.stringify({ line: n + 1, status: 202 })}\n`);

describe('Loading the demonstration', () => {
  it('sends a partner’s feed again, whole and the same, when the answer breaks off', async () => {
    door = (_, response, body) => {
      const lines = results(body);
      if (requests.length > 1) return void response.end(lines.join(''));
      response.write(lines.slice(0, 5).join(''), () => response.destroy());
    };
    await reportContacts(loading, keys);
    expect(requests).toHaveLength(demonstration.partners.length + 1);
    expect(requests[1]!.body).toBe(requests[0]!.body);
  });

  it('repeats a command under the same key while a service has not heard of what it names', async () => {
    door = (_, response) => {
      const early = requests.length === 1;
      response.writeHead(early ? 422 : 201, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(early ? { type: '/docs/problemes/employer-not-known-yet' } : { offerId: 'o1' }),
      );
    };
    expect(await loading.post('/v1/offers', 'pe-o1', { siret: '1' })).toEqual({ offerId: 'o1' });
    expect(requests.map(({ key }) => key)).toEqual(['demo-metz-pe-o1', 'demo-metz-pe-o1']);
  });

  it('remembers a step that is over, but not for another territory', async () => {
    let times = 0;
    const work = async () => {
      times++;
    };
    await loading.once('offers', known('t1'), work);
    await loading.once('offers', known('t1'), work);
    expect(times).toBe(1);
    await loading.once('offers', known('t2'), work);
    expect(times).toBe(2);
  });

  it('keeps keys where only their owner reads them, beside what the launcher wrote', () => {
    loading.keep({ url: 'http://127.0.0.1:1' });
    loading.keep({ apiKeys: { 'pe-metz': 'secret' } });
    const file = join(folder, 'demo.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      url: 'http://127.0.0.1:1',
      apiKeys: { 'pe-metz': 'secret' },
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
