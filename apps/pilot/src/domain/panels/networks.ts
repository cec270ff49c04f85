import { PARTNER_KINDS, type PartnerKind } from '#contracts/vocabulary';

/** The five networks of the report first, then the others: one order everywhere. */
export const inOrder = (kinds: Iterable<PartnerKind>): PartnerKind[] => {
  const present = new Set(kinds);
  return PARTNER_KINDS.filter((kind) => present.has(kind));
};
