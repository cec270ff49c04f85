import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, Media>> };
  readonly responses?: Readonly<Record<string, { description?: string; content?: Record<string, Media> }>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

export interface Media {
  readonly schema?: Schema;
  readonly examples?: Readonly<Record<string, { summary?: string; value?: unknown }>>;
}

/** JSON Schema as far as the documentation reads it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

export interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Paths;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** The folder of the services, from the sources as from what was built of them. */
const APPS = join(__dirname, '../../..');

/** What each service promises, as committed beside its code. Not of the publication site: partners never call it. */
export function committedDocuments(apps = APPS): ReadonlyMap<string, OpenApi> {
  const names = readdirSync(apps).filter(
    (name) => name !== 'job-board' && existsSync(join(apps, name, 'openapi.json')),
  );
  return new Map(
    names
      .sort()
      .map((name) => [name, JSON.parse(readFileSync(join(apps, name, 'openapi.json'), 'utf8')) as OpenApi]),
  );
}

const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};

const REFUSED = {
  description: 'Refus : le problème dit la cause et ce qu’il faut faire (RFC 9457).',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** One document of them all, for partners: each schema under the name of its service, each refusal described. */
export function merge(documents: ReadonlyMap<string, OpenApi>): OpenApi & Record<string, unknown> {
  const paths: Record<string, Record<string, Operation>> = {};
  const schemas: Record<string, Schema> = { Problem: PROBLEM };
  for (const [service, document] of documents) {
    const renamed = JSON.parse(
      JSON.stringify(document).replaceAll('#/components/schemas/', `#/components/schemas/${service}.`),
    ) as OpenApi;
    for (const [path, operations] of Object.entries(renamed.paths)) {
      if (!path.startsWith('/v1/')) continue;
      const described = Object.entries(operations).map(([method, operation]) => [
        method,
        { ...operation, responses: { ...operation.responses, default: REFUSED } },
      ]);
      // Two services may own one door (imports): the first describes it, for both are made of the same code.
      paths[path] = { ...(Object.fromEntries(described) as Record<string, Operation>), ...paths[path] };
    }
    for (const [name, schema] of Object.entries(renamed.components?.schemas ?? {}))
      schemas[`${service}.${name}`] = schema;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Concerto',
      version: '1',
      description: 'L’interface des partenaires de Concerto. Pages lisibles et exemples : /docs.',
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'Clé d’API d’un partenaire : cto_live_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'concerto_session' },
      },
    },
  } as OpenApi & Record<string, unknown>;
}
