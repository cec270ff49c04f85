const EMPTY = 0x811c9dc5;

/**
 * FNV-1a, 32 bits: the same order everywhere and for ever, without favouring old ids (BR-23). `after` is the hash of a
 * text that comes before this one.
 */
export function stableHash(text: string, after: number = EMPTY): number {
  let hash = after;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Orders by a plain comparison of text: the locale of the machine has no say. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
