import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';

const CLONE = join(__dirname, '..', '..');
/** The strictest policy the gateway may send: nothing inline, nothing from elsewhere. */
const POLICY =
  "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface Call {
  method: string;
  path: string;
  body: unknown;
}

export interface Answer {
  status?: number;
  body?: unknown;
}

/** What the services would answer; undefined is 404. */
export type Services = (call: Call) => Answer | undefined;

export interface PagesServer {
  url: string;
  calls: Call[];
  /** What the services answer from now on. */
  services: Services;
  /** Tells the pages that listen that figures have moved. */
  stir: () => void;
  /** Resolves when no page listens any more. */
  deserted: () => Promise<void>;
  close: () => Promise<void>;
}

/** A refusal as the services write it. */
export const refusal = (status: number, slug: string, detail: string): Answer => ({
  status,
  body: { type: `https://concerto.invalid/problems/${slug}`, title: 'Refus', status, detail },
});

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return text ? (JSON.parse(text) as unknown) : null;
};

/** Builds the pages as they are shipped and serves them as the gateway does, over answers given by the test. */
export const servePages = async (services: Services): Promise<PagesServer> => {
  const built = await mkdtemp(join(tmpdir(), 'concerto-web-'));
  const build = ['build', 'apps/web', '--outDir', built, '--emptyOutDir', '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', ...build], { cwd: CLONE });
  const listeners = new Set<ServerResponse>();
  const waiting: (() => void)[] = [];
  let position = 0;

  const file = async (path: string, response: ServerResponse) => {
    const name = extname(path) === '' ? '/index.html' : path;
    const content = await readFile(join(built, name)).catch(() => null);
    response.writeHead(content ? 200 : 404, {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    });
    response.end(content ?? '');
  };

  const stream = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    listeners.add(response);
    response.on('close', () => {
      listeners.delete(response);
      if (listeners.size === 0) for (const tell of waiting.splice(0)) tell();
    });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    if (!path.startsWith('/v1/')) return file(path.split('?')[0] ?? '/', response);
    if (path.startsWith('/v1/stream')) return stream(response);
    const call = { method: request.method ?? 'GET', path, body: await bodyOf(request) };
    server.calls.push(call);
    const { status = 200, body = {} } =
      server.services(call) ?? refusal(404, 'not-found', 'Cet objet n’existe pas.');
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type });
    response.end(status === 204 ? '' : JSON.stringify(body));
  };

  const http = createServer((request, response) => void answer(request, response));
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  const server: PagesServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    calls: [],
    services,
    stir: () => {
      position += 1;
      for (const response of listeners) response.write(`id: ${position}\nevent: changed\ndata: {}\n\n`);
    },
    deserted: () =>
      new Promise((tell) => {
        if (listeners.size === 0) tell();
        else waiting.push(tell);
      }),
    close: async () => {
      for (const response of listeners) response.end();
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
      await rm(built, { recursive: true, force: true });
    },
  };
  return server;
};
