import { PartnerEmployerKnown, SegmentationAdopted } from '#contracts/segmentation';
import { localDateOf } from '#domain/local-date';
import { project, projection } from '#messaging/projections';
import { lastBy, upsert } from './upsert';

/** The segmentations in force, and what partners' files say of employers. */
export const segmentationRef = projection(
  'segmentation_ref',
  { tables: ['segmentation_ref', 'known_employer'] },
  [
    project(SegmentationAdopted, (tx, table, facts) =>
      upsert(
        tx,
        table('segmentation_ref'),
        'segmentation_id',
        { segmentation_id: 'uuid', territory_id: 'uuid', version: 'int', effective_from: 'date' },
        lastBy(facts, (one) => one.segmentationId).map((one) => ({
          segmentation_id: one.segmentationId,
          territory_id: one.territoryId,
          version: one.version,
          effective_from: one.effectiveFrom,
        })),
      ),
    ),
    // A partner's word without a date counts from the day on which it was told (BR-21).
    project(PartnerEmployerKnown, (tx, table, facts) => {
      const told = new Map(
        facts.map(({ data, occurredAt }) => [
          `${data.employerId} ${data.partnerId}`,
          {
            employer_id: data.employerId,
            partner_id: data.partnerId,
            relation: data.relation,
            last_contact_on: data.lastContactOn ?? localDateOf(occurredAt),
          },
        ]),
      );
      return upsert(
        tx,
        table('known_employer'),
        'employer_id, partner_id',
        { employer_id: 'uuid', partner_id: 'uuid', relation: 'text', last_contact_on: 'date' },
        [...told.values()],
      );
    }),
  ],
);
