import { createSecretKey } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import type { CallerIdentity, Role } from '#service/identity';
import type { Person } from '../entry/partnership-client';

/** A working day: then the person asks for another link. */
export const SESSION_HOURS = 12;

/** Who is signed in, as the cookie holds it: signed, so that nobody changes it; read by nobody but the gateway. */
export interface Session extends Omit<Person, 'email'> {
  readonly sessionId: string;
  readonly expiresAt: Date;
}

const ISSUER = 'concerto-session';
const keyOf = (secret: string) => createSecretKey(Buffer.from(secret, 'utf8'));

/** A new session for the person, for 12 hours. */
export async function openSession(
  person: Person,
  secret: string,
): Promise<{ token: string; session: Session }> {
  const { email: _email, ...known } = person;
  const expiresAt = new Date(Math.floor(Date.now() / 1000) * 1000 + SESSION_HOURS * 3_600_000);
  const session: Session = { ...known, sessionId: uuidv7(), expiresAt };
  const token = await new SignJWT({ person: known })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setJti(session.sessionId)
    .setExpirationTime(expiresAt)
    .sign(keyOf(secret));
  return { token, session };
}

/** The session of a cookie; undefined when it is forged, of another make, or over. */
export async function readSession(token: string, secret: string): Promise<Session | undefined> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { issuer: ISSUER, algorithms: ['HS256'] });
    const person = payload.person as Omit<Person, 'email'>;
    return { ...person, sessionId: payload.jti!, expiresAt: new Date(payload.exp! * 1000) };
  } catch {
    return undefined;
  }
}

/** The caller that a signed-in person is to the services. */
export const callerOfSession = (session: Session): CallerIdentity => ({
  kind: 'person',
  id: session.agentId,
  agentId: session.agentId,
  partnerId: session.partnerId,
  partnerCode: session.partnerCode,
  unitId: session.unitId,
  territoryId: session.territoryId,
  roles: session.roles as Role[],
  scopes: [],
});
