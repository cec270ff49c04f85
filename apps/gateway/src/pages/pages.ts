import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#domain/refused';
import { CORRELATION_HEADER } from '#service/correlation';
import { refuse } from '../entry/entry';
import { committedDocuments, merge } from '../forwarding/merged-openapi';
import { GATEWAY, type GatewayConfig } from '../gateway.config';
import { docsPage } from './docs-page';
import { messagePage } from './message-page';
import { allProblems, oneProblem } from './problems-page';
import { STYLE } from './style';

const HTML = 'text/html; charset=utf-8';
const SLUG = /^[A-Za-z][A-Za-z0-9-]{1,80}$/;
/** Built files carry a hash in their names: what has changed has another name. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** What people read: the documentation, and the pages of Concerto as they were built. */
@Injectable()
export class Pages implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(GATEWAY) private readonly config: GatewayConfig,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    const document = merge(committedDocuments());
    const json = JSON.stringify(document);
    const docs = docsPage(document);
    const shown = (address: string, type: string, content: string) =>
      fastify.get(address, (_request, reply) =>
        reply.header('cache-control', 'public, max-age=300').type(type).send(content),
      );
    shown('/openapi.json', 'application/json; charset=utf-8', json);
    shown('/docs', HTML, docs);
    shown('/docs/style.css', 'text/css; charset=utf-8', STYLE);
    shown('/docs/problemes', HTML, allProblems());
    fastify.get<{ Params: { slug: string } }>('/docs/problemes/:slug', (request, reply) => {
      const { slug } = request.params;
      return SLUG.test(slug) ? reply.type(HTML).send(oneProblem(slug)) : unknown(request, reply);
    });
    this.serveBuiltPages(fastify);
  }

  private serveBuiltPages(fastify: FastifyInstance): void {
    const root = this.config.webRoot;
    const built = existsSync(join(root, 'index.html'));
    if (built) fastify.register(fastifyStatic as never, { root, serve: false, decorateReply: true });
    fastify.get('/*', (request, reply) => {
      const path = request.url.split('?', 1)[0]!;
      if (/^\/(v1|internal|docs|health|metrics)(\/|$)/.test(path)) return unknown(request, reply);
      if (!built) return reply.code(503).type(HTML).send(NOT_BUILT);
      if (path.startsWith('/assets/'))
        return reply.header('cache-control', FOR_EVER).sendFile(path.slice(1), { cacheControl: false });
      if (/\.\w+$/.test(path)) return reply.sendFile(path.slice(1));
      // Any other address is one of the pages': they know what to show there.
      return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
    });
  }
}

const unknown = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  refuse(
    reply,
    new NotFound('no-such-route', 'Cette adresse n’existe pas. La liste est à /docs.'),
    String(request.headers[CORRELATION_HEADER]),
  );

const NOT_BUILT = messagePage(
  'Les pages ne sont pas construites',
  'L’interface répond, mais les pages de Concerto n’ont pas été construites (npm run build).',
  { href: '/docs', label: 'Lire la documentation' },
);
