import type { IncomingHttpHeaders } from 'node:http';
import replyFrom from '@fastify/reply-from';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { Invalid, NotFound } from '#domain/refused';
import { CORRELATION_HEADER } from '#service/correlation';
import { IDENTITY_HEADER, signIdentity } from '#service/identity';
import { LOG } from '#service/tokens';
import { type EnteredRequest, refuse } from '../entry/entry';
import { Unavailable } from '../entry/partnership-client';
import { GATEWAY, type GatewayConfig } from '../gateway.config';
import { committedDocuments } from './merged-openapi';
import { isStreamed, type Route, routesOf } from './routes';
import { SharedImports } from './shared-imports';

const ORDINARY_WITHIN_MS = 30_000;
const JSON_BYTES_AT_MOST = 1_048_576;
/** A file of the whole of France is under 10 GB. */
const CONTENT_BYTES_AT_MOST = 16 * 1_073_741_824;

type Forwarded = EnteredRequest & { identity?: string };

/** Hands every door that is not ours to its owner, streaming both ways, with an identity signed for this one request. */
@Injectable()
export class Forwarding implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly imports: SharedImports,
    @Inject(GATEWAY) private readonly config: GatewayConfig,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    const routes = routesOf(committedDocuments());
    // A scope of its own: here bodies are handed on as they come, not read.
    fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      await scope.register(replyFrom as never, {
        undici: { headersTimeout: ORDINARY_WITHIN_MS, bodyTimeout: 0, connections: 256 },
        disableRequestLogging: true,
      });
      for (const route of routes) {
        scope.route({
          method: route.method as 'GET',
          url: route.url,
          handler: (request, reply) => this.hand(route, request, reply),
        });
      }
    });
  }

  private async hand(route: Route, request: Forwarded, reply: FastifyReply): Promise<unknown> {
    try {
      mustFit(route, request.headers);
      if (request.caller) request.identity = await signIdentity(request.caller, this.config.identitySecret);
      const body = await this.announcement(route, request);
      const owner = await this.ownerOf(route, request, body);
      return this.send(route, owner, request, reply, body);
    } catch (error) {
      return refuse(reply, error, correlationOf(request));
    }
  }

  private send(
    route: Route,
    owner: string,
    request: Forwarded,
    reply: FastifyReply,
    body: object | undefined,
  ): FastifyReply {
    const upstream = this.config.services[owner];
    if (!upstream) throw new Unavailable();
    return (reply as FastifyReply & { from(path?: string, options?: object): FastifyReply }).from(undefined, {
      getUpstream: () => upstream,
      timeout: isStreamed(route) ? 0 : ORDINARY_WITHIN_MS,
      retryDelay: () => null,
      ...(body === undefined ? {} : { body }),
      rewriteRequestHeaders: (_: unknown, headers: IncomingHttpHeaders) => headersFor(headers, request),
      rewriteHeaders: headersBack,
      onError: (_: unknown, { error }: { error: Error & { cause?: Error } }) => {
        const correlationId = correlationOf(request);
        const cause = error.cause?.message ?? error.message;
        this.log.warn({ owner, route: route.url, correlationId, cause }, 'a service did not answer');
        refuse(reply, new Unavailable(), correlationId);
      },
    });
  }

  /** The few bytes that announce an import are read here, since they say which service it is for. */
  private async announcement(route: Route, request: Forwarded): Promise<object | undefined> {
    if (route.owners.length === 1 || route.method !== 'POST' || route.url !== '/v1/imports') return undefined;
    let text = '';
    for await (const chunk of (request.body ?? []) as AsyncIterable<Buffer>) {
      text += chunk.toString('utf8');
      if (text.length > JSON_BYTES_AT_MOST) throw tooLarge();
    }
    try {
      const read: unknown = JSON.parse(text);
      if (typeof read === 'object' && read !== null) return read;
    } catch {
      // Said below, as for what is JSON but no object.
    }
    throw new Invalid('unreadable', 'La demande ne peut pas être lue : vérifiez le JSON et les en-têtes.');
  }

  private async ownerOf(route: Route, request: Forwarded, body: object | undefined): Promise<string> {
    if (route.owners.length === 1) return route.owners[0]!;
    if (body) return this.imports.ownerOfKind((body as { kind?: unknown }).kind, route.owners);
    const { id } = request.params as { id?: string };
    if (!id) throw new NotFound('no-such-route', 'Cette adresse n’existe pas. La liste est à /docs.');
    return this.imports.ownerOfId(id, route.owners, request.identity);
  }
}

/** What a service gets: who calls, signed; never the key, the cookie, or a header that only the gateway may write. */
function headersFor(given: IncomingHttpHeaders, request: Forwarded): Record<string, unknown> {
  const headers: Record<string, unknown> = { ...given };
  for (const name of Object.keys(headers)) if (name.startsWith('x-concerto-')) delete headers[name];
  for (const name of [
    'authorization',
    'cookie',
    'expect',
    'te',
    'upgrade',
    'keep-alive',
    'proxy-authorization',
  ])
    delete headers[name];
  headers[CORRELATION_HEADER] = correlationOf(request);
  headers['x-forwarded-for'] = request.ip;
  headers['x-forwarded-host'] = request.headers.host;
  headers['x-forwarded-proto'] = request.protocol;
  if (request.identity) headers[IDENTITY_HEADER] = request.identity;
  return headers;
}

/** What belongs to the connection behind stays behind, and no service sets a cookie of ours. */
function headersBack(headers: Record<string, unknown>): Record<string, unknown> {
  const back = { ...headers };
  for (const name of ['connection', 'keep-alive', 'transfer-encoding', 'set-cookie']) delete back[name];
  return back;
}

function mustFit(route: Route, headers: IncomingHttpHeaders): void {
  const most = isStreamed(route) ? CONTENT_BYTES_AT_MOST : JSON_BYTES_AT_MOST;
  if (Number(headers['content-length'] ?? 0) > most) throw tooLarge();
}

const tooLarge = (): Invalid =>
  Object.assign(new Invalid('too-large', 'La demande dépasse la taille permise : découpez-la.'), {
    status: 413,
  });

const correlationOf = (request: EnteredRequest): string => String(request.headers[CORRELATION_HEADER]);
