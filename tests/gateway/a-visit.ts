let serial = 0;
/** A planned visit as a partner's software sends it, a new one each time. */
export const visit = (over: object = {}) => {
  serial += 1;
  return {
    eventId: `evt-${serial}`,
    visitId: `v-${serial}`,
    revision: 1,
    sourceSystem: 'crm',
    siret: '73282932000074',
    occurredAt: '2026-03-12T10:30:00+01:00',
    status: 'PLANNED',
    channel: 'VISIT',
    initiative: 'PARTNER',
    ...over,
  };
};
