import { createSecretKey } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { Forbidden, Refused } from '#domain/refused';

export const ROLES = ['AGENT', 'UNIT_MANAGER', 'COORDINATOR', 'PILOT', 'OPERATOR'] as const;
export type Role = (typeof ROLES)[number];

export const SCOPES = [
  'visits:write',
  'visits:read',
  'assignments:read',
  'prospects:write',
  'offers:read',
  'offers:write',
  'employers:read',
  'bmo:read',
  'bmo:write',
  'imports:write',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who calls: a person in a role, a partner's machine with scopes, or the operator of the installation. */
export interface CallerIdentity {
  readonly kind: 'person' | 'machine' | 'operator';
  /** The agent's id, the key's id, or `operator`. */
  readonly id: string;
  readonly partnerId: string | null;
  readonly partnerCode: string | null;
  readonly unitId: string | null;
  readonly agentId: string | null;
  readonly territoryId: string | null;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
}

export const OPERATOR: CallerIdentity = {
  kind: 'operator',
  id: 'operator',
  partnerId: null,
  partnerCode: null,
  unitId: null,
  agentId: null,
  territoryId: null,
  roles: ['OPERATOR'],
  scopes: [],
};

/** The header in which the gateway tells a service who calls. Whatever comes in from outside under it is dropped. */
export const IDENTITY_HEADER = 'x-concerto-identity';
const ISSUER = 'concerto-gateway';
/** Long enough for a slow start of a request, far too short to be worth stealing. */
const LIFETIME = '60s';

const keyOf = (secret: string) => createSecretKey(Buffer.from(secret, 'utf8'));

/** Signs an identity for one forwarded request. */
export function signIdentity(caller: CallerIdentity, secret: string): Promise<string> {
  return new SignJWT({ caller })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setIssuedAt()
    .setExpirationTime(LIFETIME)
    .sign(keyOf(secret));
}

/** Reads a signed identity; refused (401) when it is missing, forged or too old. */
export async function verifyIdentity(token: string | undefined, secret: string): Promise<CallerIdentity> {
  if (!token) throw new NotSignedIn();
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { issuer: ISSUER, algorithms: ['HS256'] });
    return payload.caller as CallerIdentity;
  } catch {
    throw new NotSignedIn();
  }
}

export class NotSignedIn extends Refused {
  override readonly status = 401;

  constructor() {
    super(
      'not-signed-in',
      'Identifiez-vous : demandez un lien de connexion, ou joignez la clé d’API de votre partenaire.',
    );
  }
}

/** What a route asks of its caller: one of the roles for a person, one of the scopes for a machine. */
export interface Allowed {
  readonly roles?: readonly Role[];
  readonly scopes?: readonly Scope[];
}

/** Throws unless the caller has one of the roles or scopes: nothing is open by default. */
export function assertAllowed(caller: CallerIdentity, allowed: Allowed): void {
  const byRole = allowed.roles?.some((role) => caller.roles.includes(role)) ?? false;
  const byScope =
    caller.kind === 'machine' && (allowed.scopes?.some((scope) => caller.scopes.includes(scope)) ?? false);
  if (byRole || byScope) return;
  throw new Forbidden(
    'not-allowed',
    caller.kind === 'machine'
      ? 'Cette clé ne donne pas ce droit : demandez à l’opérateur une clé avec la portée voulue.'
      : 'Votre rôle ne donne pas ce droit : adressez-vous à la coordination du territoire.',
  );
}
