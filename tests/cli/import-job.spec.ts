import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DoorRefused } from '../../apps/cli/src/doors';
import { addsUp, fileInMemory, type RefusedLine, runImport } from '../../apps/cli/src/import-job';

type Door = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

const COUNTS = { read: 3, new: 1, changed: 0, same: 1, older: 0, outside: 0, inactive: 0, refused: 1 };
const FILE = fileInMemory('fichier.csv', 'siret\n73282932000074\nfaux\n73282932000074\n');

let server: Server;
let seen: { path: string; body: string; headers: IncomingMessage['headers'] }[];
let door: Door;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      seen.push({ path: request.url ?? '', body: body.toString('utf8'), headers: request.headers });
      door(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

const access = () => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  key: 'operator_1',
});
const json = (response: ServerResponse, status: number, value: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

describe('An import', () => {
  it('declares the file, streams its bytes and tells progress, refused lines and counts', async () => {
    door = (request, response) => {
      if (request.url === '/v1/imports') return json(response, 201, { id: 'i1', state: 'OPEN' });
      response.write('{"progress":{"read":2}}\n{"refused":{"line":3,"field":"siret",');
      response.end(`"cause":"Le SIRET est erroné."}}\n{"done":${JSON.stringify(COUNTS)}}\n`);
    };
    const refused: RefusedLine[] = [];
    const progress: number[] = [];
    const { id, counts } = await runImport(access(), { kind: 'partner-file', partner: 'ml-metz' }, FILE, {
      refused: (line) => refused.push(line),
      progress: ({ read }) => progress.push(read),
    });
    expect({ id, counts, progress }).toEqual({ id: 'i1', counts: COUNTS, progress: [2] });
    expect(addsUp(counts)).toBe(true);
    expect(refused).toEqual([{ line: 3, field: 'siret', cause: 'Le SIRET est erroné.' }]);
    expect(JSON.parse(seen[0]!.body)).toMatchObject({
      kind: 'partner-file',
      partner: 'ml-metz',
      bytes: FILE.bytes,
    });
    expect(seen[1]!.body).toContain('73282932000074');
    expect(seen[1]!.headers.authorization).toBe('Bearer operator_1');
  });

  it('sends the same bytes again when the service dies in the middle', async () => {
    let attempts = 0;
    door = (request, response) => {
      if (request.url === '/v1/imports') return json(response, 200, { id: 'i1', state: 'OPEN' });
      if (++attempts === 1) {
        response.write('{"progress":{"read":1}}\n', () => response.destroy());
        return;
      }
      if (attempts === 2) return json(response, 503, { title: 'Service indisponible' });
      response.end(`{"done":${JSON.stringify(COUNTS)}}\n`);
    };
    const waits: string[] = [];
    const { counts } = await runImport(access(), { kind: 'sirene' }, FILE, {
      waiting: (cause) => waits.push(cause),
    });
    expect(counts).toEqual(COUNTS);
    expect(waits).toHaveLength(2);
    expect(seen[1]!.body).toBe(seen[3]!.body);
  });

  it('is not tried again when it is refused, and says why in the words of the service', async () => {
    door = (_, response) =>
      json(response, 422, { title: 'Fichier refusé', detail: 'Le partenaire est inconnu.' });
    const work = runImport(access(), { kind: 'partner-file', partner: 'xx' }, FILE);
    await expect(work).rejects.toThrow(DoorRefused);
    await expect(work).rejects.toThrow('Le partenaire est inconnu.');
    expect(seen).toHaveLength(1);
  });

  it('whose counts do not add up is noticed', () => {
    expect(addsUp({ ...COUNTS, read: 4 })).toBe(false);
  });
});
