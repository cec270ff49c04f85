import type { DemoEstablishment } from './establishments';
import type { DemoPartner } from './network';

/**
 * The insertion structures are employers too: each of their units is one of the made-up establishments, in its own
 * commune when there is one, so that nobody leads itself (BR-41).
 */
export function withOwnEstablishments(
  partners: readonly DemoPartner[],
  establishments: readonly DemoEstablishment[],
): DemoPartner[] {
  const free = establishments.filter(
    (one) => one.inTerritory && one.active && one.isEmployer && one.headOffice && !one.partialDiffusion,
  );
  return partners.map((partner) => {
    if (partner.kind !== 'SIAE') return partner;
    const units = partner.units.map((unit) => {
      const near = free.findIndex((one) => one.communeCode === unit.communeCode);
      const [own] = free.splice(Math.max(0, near), 1);
      return own ? { ...unit, siret: own.siret } : unit;
    });
    return { ...partner, units };
  });
}
