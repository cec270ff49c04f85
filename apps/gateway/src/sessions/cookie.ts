/** The session's cookie: its value is a signed token, made of letters that a cookie holds as they are. */
const SESSION_COOKIE = 'concerto_session';

/** The session token of a Cookie header, undefined when there is none. */
export function sessionCookieOf(header: string | undefined): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === SESSION_COOKIE && value) return value;
  }
  return undefined;
}

/** Out of reach of scripts, sent along from other sites only when a person follows a link. */
export const setSessionCookie = (token: string, maxAgeSeconds: number, secure: boolean): string =>
  [
    `${SESSION_COOKIE}=${token}`,
    'Path=/',
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ].join('; ');
