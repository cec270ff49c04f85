import { type CallerIdentity, IDENTITY_HEADER, OPERATOR, signIdentity } from '#service/identity';
import { TEST_SECRET } from './secret';
import type { Answer, Http } from './service-under-test';

/** Requests to a service that runs as a process of its own, as the gateway would forward them. */
export function httpOf(url: () => string) {
  return (caller: Partial<CallerIdentity> = {}): Http => {
    const send = async (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer<never>> => {
      const answer = await fetch(`${url()}${path}`, {
        method,
        headers: {
          [IDENTITY_HEADER]: await signIdentity({ ...OPERATOR, ...caller }, TEST_SECRET),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: (text === '' ? {} : JSON.parse(text)) as never,
      };
    };
    return {
      get: (path, headers) => send('GET', path, undefined, headers),
      post: (path, body, headers) => send('POST', path, body, headers),
      patch: (path, body, headers) => send('PATCH', path, body, headers),
      put: (path, body, headers) => send('PUT', path, body, headers),
      delete: (path, headers) => send('DELETE', path, undefined, headers),
    };
  };
}
