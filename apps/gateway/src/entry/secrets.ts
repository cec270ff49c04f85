import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What is drawn for a key or a link: 256 bits, in letters that stand in an address and a header. */
export const drawSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept instead of a secret: nobody who reads the database can enter with it. */
export const digestOf = (secret: string, key: Buffer): Buffer =>
  createHmac('sha256', key).update(secret).digest();

/** Compares in the same time whatever the texts and their lengths. */
export const sameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(
    createHash('sha256').update(given).digest(),
    createHash('sha256').update(expected).digest(),
  );
