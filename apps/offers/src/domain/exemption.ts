import type { ReservationBasis } from '#contracts/vocabulary';
import type { Exemption } from './offer';

/** Only law and contract stand against the duty to publish; a partner's practice does not (BR-72). */
export function exemptionByReservation(reservedBy: ReservationBasis | null): Exemption | null {
  if (reservedBy === 'LAW') return 'RESERVED_BY_LAW';
  return reservedBy === 'CONTRACT' ? 'RESERVED_BY_CONTRACT' : null;
}
