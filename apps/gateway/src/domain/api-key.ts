import { Invalid, Refused } from '#domain/refused';

/** What is kept of a key: never the key itself. */
export interface ApiKey {
  readonly keyId: string;
  readonly partnerId: string;
  readonly unitId: string | null;
  /** What it is for, in the partner's words: `i-milo`. */
  readonly name: string;
  /** The first characters, by which its owner recognises it. */
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** BR-117: 12 to 18 months, and an overlap of two keys while one replaces the other. */
export const KEY_MONTHS = { shortest: 12, usual: 12, longest: 18 } as const;
const LIVE_AT_MOST = 2;

export const isLive = (key: Pick<ApiKey, 'expiresAt' | 'revokedAt'>, now: Date): boolean =>
  key.revokedAt === null && key.expiresAt > now;

/** The end of a key's life, in months of the calendar. */
export function expiryOf(now: Date, months: number): Date {
  if (months < KEY_MONTHS.shortest || months > KEY_MONTHS.longest) {
    const detail = `Une clé vit de ${KEY_MONTHS.shortest} à ${KEY_MONTHS.longest} mois.`;
    throw new Invalid('key-life', detail, [{ pointer: '/months', code: 'key-life', detail }]);
  }
  const end = new Date(now);
  end.setUTCMonth(end.getUTCMonth() + months);
  return end;
}

/** A third live key of the same name and unit is refused: revoke one of the two first. */
export function checkRoomForKey(
  keys: readonly ApiKey[],
  wanted: Pick<ApiKey, 'name' | 'unitId'>,
  now: Date,
): void {
  const live = keys.filter(
    (key) => key.name === wanted.name && key.unitId === wanted.unitId && isLive(key, now),
  );
  if (live.length >= LIVE_AT_MOST)
    throw new Refused(
      'two-live-keys',
      `Deux clés « ${wanted.name} » sont déjà en service : révoquez-en une avant d’en créer une autre.`,
    );
}
