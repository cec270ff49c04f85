/** What a browser says of where a request comes from; scripts say nothing. */
export interface Provenance {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * True when a request that carries a session cookie may change something: it comes from our own pages. Every browser
 * sends Sec-Fetch-Site or Origin with such a request and no page can suppress them; what sends neither is no browser,
 * so no page of somebody else can be behind it.
 */
export function comesFromOurPages({ method, host, origin, fetchSite }: Provenance): boolean {
  if (READS.has(method)) return true;
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none';
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
