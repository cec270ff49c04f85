import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { addDays, localDateOf } from '#domain/local-date';
import { Forbidden, Refused } from '#domain/refused';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import type { CallerIdentity } from '#service/identity';
import type { BeginImportRequest } from '#service/imports/begin-import.request';
import type { AppliedCounts, ImportJob } from '#service/imports/import-job';
import type { Importer } from '#service/imports/importer';
import { type Campaign, openCampaign } from '../domain/campaign';
import { firstRecontactOn } from '../domain/due-date';
import type { IntentionRow } from '../domain/intention';
import { CampaignsRepository } from '../storage/campaigns.repository';
import { IntentionsRepository, type PlacedIntention } from '../storage/intentions.repository';
import { RecontactsRepository } from '../storage/recontacts.repository';
import { SettingsRepository } from '../storage/settings.repository';
import { intentionsLayout } from './intentions-file';

/** A file without a date corrects the survey under way: the next one comes a year later. */
const CURRENT_DAYS = 300;

/**
 * `bmo-intentions`: individual answers, with their communicability. They go into the campaign of the file's year
 * (`asOf`) in the employer's territory; without it, into the one under way. The first file opens the campaign.
 */
@Injectable()
export class IntentionsImporter implements Importer<IntentionRow> {
  readonly kind = 'bmo-intentions';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly employers: EmployerRefs,
    private readonly campaigns: CampaignsRepository,
    private readonly intentions: IntentionsRepository,
    private readonly recontacts: RecontactsRepository,
    private readonly settings: SettingsRepository,
  ) {}

  /** Who holds the answers: the survey's own service and the operator. A partner that only receives them may not. */
  async admit(caller: CallerIdentity, _request: BeginImportRequest): Promise<string | null> {
    const mayWrite = caller.kind === 'operator' || caller.scopes.includes('bmo:write');
    if (mayWrite || caller.roles.includes('COORDINATOR')) return caller.partnerId;
    throw new Forbidden(
      'intentions-not-yours',
      'Les réponses individuelles à l’enquête sont déposées par qui les a recueillies : demandez une clé avec la portée bmo:write.',
    );
  }

  layout(header: readonly string[], job: ImportJob) {
    return intentionsLayout(header, job.options.leadingZerosLost === true);
  }

  async apply(tx: Transaction, rows: readonly IntentionRow[], job: ImportJob): Promise<AppliedCounts> {
    const last = [...new Map(rows.map((row) => [`${row.responseId} ${row.fapCode}`, row])).values()];
    const placed = await this.placed(tx, last, job);
    const lines = await this.dated(tx, placed);
    const takenBack = await this.intentions.takenBack(lines);
    const campaignIds = lines.map(({ campaignId }) => campaignId);
    // One lock for the whole batch: campaigns, so that none is purged meanwhile, and employers whose consent ends.
    await this.unitOfWork.run(
      [...campaignIds, ...takenBack.map(({ employerId }) => employerId)],
      async () => {
        await this.assertNotPurged(placed.map(({ campaign }) => campaign));
        await this.recontacts.forget(tx, takenBack);
      },
    );
    const kept = await this.intentions.keep(tx, lines);
    const changed = kept.changed + takenBack.length;
    return {
      new: kept.new,
      changed,
      same: lines.length - kept.new - changed,
      older: rows.length - last.length,
      outside: last.length - lines.length,
    };
  }

  /** Each line with its campaign; a line of a known employer outside every territory has none. */
  private async placed(tx: Transaction, rows: readonly IntentionRow[], job: ImportJob) {
    const known = await this.employers.bySiret(rows.map(({ siret }) => siret));
    const territories = await this.settings.territories();
    const only = territories.length === 1 ? territories[0]! : null;
    const campaigns = new Map<string, Campaign>();
    const placed: { row: IntentionRow; campaign: Campaign }[] = [];
    for (const row of rows) {
      const employer = known.get(row.siret);
      // An employer that is not known yet is waited for, in the only territory that it could be of.
      const territoryId = employer ? employer.territoryId : only;
      if (!territoryId) continue;
      const campaign = campaigns.get(territoryId) ?? (await this.campaignOf(tx, territoryId, job));
      campaigns.set(territoryId, campaign);
      placed.push({ row, campaign });
    }
    return placed;
  }

  private async campaignOf(tx: Transaction, territoryId: string, job: ImportJob): Promise<Campaign> {
    const { timeZone, policy } = await this.settings.of(territoryId, tx.now);
    const today = localDateOf(tx.now, timeZone);
    const year = Number((job.asOf ?? today).slice(0, 4));
    const existing = job.asOf
      ? await this.campaigns.ofYear(territoryId, year)
      : await this.campaigns.openedSince(territoryId, addDays(today, -CURRENT_DAYS));
    if (existing) return existing;
    const campaign = { campaignId: uuidv7(), territoryId, year };
    return this.campaigns.keep(tx, openCampaign(campaign, today, policy.bmoPurgeMonths));
  }

  private async dated(
    tx: Transaction,
    placed: readonly { row: IntentionRow; campaign: Campaign }[],
  ): Promise<PlacedIntention[]> {
    const lines: PlacedIntention[] = [];
    const settings = new Map<string, Awaited<ReturnType<SettingsRepository['of']>>>();
    for (const { row, campaign } of placed) {
      const { campaignId, territoryId } = campaign;
      const own = settings.get(territoryId) ?? (await this.settings.of(territoryId, tx.now));
      settings.set(territoryId, own);
      const arrivedOn = localDateOf(tx.now, own.timeZone);
      const dueOn = firstRecontactOn({ ...row, arrivedOn }, own.policy);
      lines.push({ ...row, intentionId: uuidv7(), campaignId, dueOn });
    }
    return lines;
  }

  private async assertNotPurged(campaigns: readonly Campaign[]): Promise<void> {
    for (const { campaignId } of new Map(campaigns.map((one) => [one.campaignId, one])).values()) {
      const campaign = await this.campaigns.find(campaignId);
      if (campaign.purgedAt)
        throw new Refused(
          'campaign-purged',
          `Les réponses individuelles de la campagne ${campaign.year} ont été effacées : elles ne reviennent pas.`,
        );
    }
  }
}
