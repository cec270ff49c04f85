import { CampaignPurged, RecontactWithdrawn } from '#contracts/bmo';
import { factOf } from '#contracts/contract';
import { type Decision, decided, unchanged } from '#domain/decision';
import { isLocalDate, type LocalDate } from '#domain/local-date';

/** One year's survey in one territory. */
export interface Campaign {
  readonly campaignId: string;
  readonly territoryId: string;
  readonly year: number;
  readonly openedOn: LocalDate;
  /** When individual answers are erased at the latest; decided at the opening, a later policy does not move it. */
  readonly purgeOn: LocalDate;
  readonly purgedAt: Date | null;
}

/** Opens a campaign; individual answers are kept `months` months (BR-59). */
export const openCampaign = (
  campaign: Pick<Campaign, 'campaignId' | 'territoryId' | 'year'>,
  openedOn: LocalDate,
  months: number,
): Campaign => ({ ...campaign, openedOn, purgeOn: addMonths(openedOn, months), purgedAt: null });

/** What still awaits an answer when a campaign is purged. */
export interface OpenRecontact {
  readonly recontactId: string;
  readonly employerId: string;
}

/**
 * Erases the individual answers of a campaign: recontacts under way are withdrawn, so that everybody forgets them;
 * outcomes stay, without who answered (BR-59). Purging twice changes nothing.
 */
export function purge(campaign: Campaign, underWay: readonly OpenRecontact[], now: Date): Decision<Campaign> {
  if (campaign.purgedAt) return unchanged(campaign);
  const { campaignId, territoryId } = campaign;
  const at = now.toISOString();
  return decided(
    { ...campaign, purgedAt: now },
    ...underWay.map(({ recontactId, employerId }) =>
      factOf(RecontactWithdrawn, employerId, { recontactId, employerId, withdrawnAt: at }),
    ),
    factOf(CampaignPurged, campaignId, { campaignId, territoryId, purgedAt: at }),
  );
}

/** The same day `months` months later, or the last day of that month when it has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const month = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
  for (let day = Number(date.slice(8)); ; day--) {
    const candidate = `${month}-${String(day).padStart(2, '0')}`;
    if (isLocalDate(candidate)) return candidate;
  }
}
