import { EXAMPLE_SIRET } from '#service/example-siret';
/** The bodies that the documentation shows; a started demonstration accepts them as they stand. */
export const EXAMPLE_VISITS = {
  visiteTenue: {
    summary: 'Une visite tenue',
    value: {
      eventId: 'evt-2025-0001',
      visitId: 'visite-0001',
      revision: 1,
      sourceSystem: 'i-milo',
      siret: EXAMPLE_SIRET,
      occurredAt: '2025-03-12T10:30:00+01:00',
      status: 'HELD',
      channel: 'VISIT',
      initiative: 'PARTNER',
    },
  },
  visitePrevue: {
    summary: 'Une visite prévue',
    value: {
      eventId: 'evt-2025-0002',
      visitId: 'visite-0002',
      revision: 1,
      sourceSystem: 'i-milo',
      siret: EXAMPLE_SIRET,
      occurredAt: '2035-01-15T14:00:00+01:00',
      status: 'PLANNED',
      channel: 'VISIT',
      initiative: 'PARTNER',
    },
  },
};
