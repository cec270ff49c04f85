import type { OpenApi } from './merged-openapi';

/** A door of the services behind the gateway, and who owns it: more than one only where a door is shared. */
export interface Route {
  readonly method: string;
  /** As Fastify writes it: `/v1/offers/:id`. */
  readonly url: string;
  readonly owners: readonly string[];
}

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** The doors to forward, read from what the services promise; the gateway's own doors are not among them. */
export function routesOf(documents: ReadonlyMap<string, OpenApi>, own = 'gateway'): Route[] {
  const owners = new Map<string, string[]>();
  for (const [service, { paths }] of documents) {
    for (const [path, operations] of Object.entries(paths)) {
      if (!path.startsWith('/v1/')) continue;
      for (const method of Object.keys(operations).filter((one) => METHODS.has(one))) {
        const route = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
        owners.set(route, [...(owners.get(route) ?? []), service]);
      }
    }
  }
  return [...owners]
    .filter(([, services]) => !services.includes(own))
    .map(([route, services]) => {
      const [method, url] = route.split(' ') as [string, string];
      return { method, url, owners: services };
    });
}

/** Doors whose answer or content comes bit by bit, for as long as it takes. */
export const isStreamed = ({ url }: Route): boolean => url.endsWith('/stream') || url.endsWith('/content');
