import { breakingChanges } from './compatibility';
import type { JsonSchema } from './schema';

interface Operation {
  readonly requestBody?: {
    readonly content?: Record<string, { readonly schema?: { readonly $ref?: string } }>;
  };
}

/** As much of an OpenAPI document as its partners depend on. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

/**
 * What a new document takes from the software of partners that was written against the old one: a route that is gone,
 * a field that is gone, retyped, or newly asked for. A field newly promised in an answer takes nothing.
 */
export function brokenPromises(before: ApiDocument, after: ApiDocument): string[] {
  const gone = Object.entries(before.paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => !after.paths[path]?.[method])
      .map((method) => `${method.toUpperCase()} ${path} is gone; keep it beside its next version`),
  );
  const asked = requestSchemas(after);
  const now = after.components?.schemas ?? {};
  const changed = Object.entries(before.components?.schemas ?? {}).flatMap(([name, schema]) => {
    const next = now[name];
    if (!next) return [];
    const known = asked.has(name) ? next : { ...next, required: schema.required };
    return breakingChanges(`${name}.v1`, schema, known);
  });
  return [...gone, ...changed];
}

function requestSchemas(document: ApiDocument): Set<string> {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const contents = operations.flatMap((operation) => Object.values(operation.requestBody?.content ?? {}));
  return new Set(contents.flatMap(({ schema }) => schema?.$ref?.split('/').at(-1) ?? []));
}
