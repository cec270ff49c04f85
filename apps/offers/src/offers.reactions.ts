import { PositionFoundOpen } from '#contracts/bmo';
import { OptOutRecorded } from '#contracts/prospecting';
import { EmployerClosed } from '#contracts/segmentation';
import { romeLabel } from '#domain/codes/rome';
import { when } from '#messaging/reactions';
import { EntrustOffer } from './commands/entrust-offer';
import { HonourOpposition } from './commands/honour-opposition';
import { ReviewOffers } from './commands/review-offers';

export const reactions = [
  when(PositionFoundOpen, ({ data }) => entrustFound(data)),
  when(
    OptOutRecorded,
    ({ data }) => new HonourOpposition(data.employerId, data.partnerId ?? null, data.purpose),
  ),
  when(EmployerClosed, ({ data }) => new ReviewOffers(data.employerId, data.siret)),
];

/** Posts that a recontact found still open are an offer of the partner that recontacted, collected that day (BR-55). */
function entrustFound(found: PositionFoundOpen): EntrustOffer {
  return new EntrustOffer(
    { employerId: found.employerId },
    {
      partnerId: found.partnerId,
      unitId: found.unitId ?? null,
      romeCode: found.romeCode,
      title: romeLabel(found.romeCode) ?? found.romeCode,
      wording: null,
      positions: found.positions,
      collectedOn: found.foundOn,
      // The employer had told the survey of it: the need was known, not hidden.
      hiddenMarket: false,
      reservedBy: null,
      oethSuitable: null,
      refusalProof: null,
      siteReference: null,
      newNeed: null,
      share: false,
      backfill: false,
      recontactId: found.recontactId,
    },
  );
}
