import { asyncApiOf, publishedSchema } from './asyncapi';
import { catalogue } from './catalogue';
import { breakingChanges } from './compatibility';
import type { JsonSchema } from './schema';

/** A generated file: its path under libs/contracts/published, and its content. */
export interface PublishedFile {
  readonly path: string;
  readonly content: JsonSchema;
}

/** The files that say what may be heard and told: one schema per fact, one AsyncAPI document per service. */
export function publishedFiles(hears: ReadonlyMap<string, readonly string[]>): PublishedFile[] {
  const facts = catalogue();
  const services = [...new Set([...facts.map((entry) => entry.topic), ...hears.keys()])].sort();
  return [
    ...facts.map((entry) => ({ path: `schemas/${entry.type}.json`, content: publishedSchema(entry) })),
    ...services.map((service) => ({
      path: `asyncapi/${service}.json`,
      content: asyncApiOf(
        service,
        facts.filter((entry) => entry.topic === service),
        facts.filter((entry) => hears.get(service)?.includes(entry.type)),
      ),
    })),
  ];
}

/** What stands against publishing `files` over the schemas published so far (path -> content). */
export function refusedChanges(
  files: readonly PublishedFile[],
  before: ReadonlyMap<string, JsonSchema>,
): string[] {
  const now = new Map(files.map((file) => [file.path, file.content]));
  return [...before].flatMap(([path, old]) => {
    if (!path.startsWith('schemas/')) return [];
    const type = path.slice('schemas/'.length, -'.json'.length);
    const content = now.get(path);
    if (!content) return [`${type} was removed; a published type stays, with @deprecated and its reason`];
    return breakingChanges(type, old, content);
  });
}
