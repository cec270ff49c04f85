import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LocalDate } from '#domain/local-date';
import { NotFound } from '#domain/refused';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { type Campaign, type OpenRecontact, purge } from '../domain/campaign';

const CAMPAIGN = `campaign_id as "campaignId", territory_id as "territoryId", year, opened_on as "openedOn",
  purge_on as "purgeOn", purged_at as "purgedAt"`;

export interface CampaignOverview extends Campaign {
  readonly due: number;
  readonly assigned: number;
  readonly closed: number;
}

@Injectable()
export class CampaignsRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  /** Keeps a new campaign, or gives the one that the territory has for that year. */
  async keep(tx: Transaction, campaign: Campaign): Promise<Campaign> {
    await tx.query(
      `insert into campaign (campaign_id, territory_id, year, opened_on, purge_on) values ($1, $2, $3, $4, $5)
       on conflict (territory_id, year) do nothing`,
      [campaign.campaignId, campaign.territoryId, campaign.year, campaign.openedOn, campaign.purgeOn],
    );
    return (await this.ofYear(campaign.territoryId, campaign.year))!;
  }

  async ofYear(territoryId: string, year: number): Promise<Campaign | undefined> {
    const [row] = await this.query<Campaign>(
      `select ${CAMPAIGN} from campaign where territory_id = $1 and year = $2`,
      [territoryId, year],
    );
    return row;
  }

  /** The last campaign of a territory that was opened since that day. */
  async openedSince(territoryId: string, day: LocalDate): Promise<Campaign | undefined> {
    const [row] = await this.query<Campaign>(
      `select ${CAMPAIGN} from campaign where territory_id = $1 and opened_on > $2 order by year desc limit 1`,
      [territoryId, day],
    );
    return row;
  }

  async find(campaignId: string): Promise<Campaign> {
    const [row] = await this.query<Campaign>(`select ${CAMPAIGN} from campaign where campaign_id = $1`, [
      campaignId,
    ]);
    if (!row) throw new NotFound('campaign-unknown', 'Cette campagne n’existe pas.');
    return row;
  }

  /** Counts partners' work only: how many answers there are, communicable or not, is nobody's business but the survey's. */
  overview(territoryId: string | null): Promise<CampaignOverview[]> {
    return this.query<CampaignOverview>(
      `select c.campaign_id as "campaignId", c.territory_id as "territoryId", year, opened_on as "openedOn",
              purge_on as "purgeOn", purged_at as "purgedAt", count(r.recontact_id)::int as due,
              count(r.recontact_id) filter (where r.state <> 'DUE')::int as assigned,
              count(r.recontact_id) filter (where r.state = 'CLOSED')::int as closed
         from campaign c left join recontact r using (campaign_id)
        where $1::uuid is null or c.territory_id = $1
        group by c.campaign_id order by year desc, c.campaign_id`,
      [territoryId],
    );
  }

  /** Purges under the locks of the campaign and of every employer with a recontact under way. */
  async purge(campaignId: string): Promise<Campaign> {
    for (;;) {
      const before = await this.underWay(campaignId);
      const keys = [campaignId, ...before.map(({ employerId }) => employerId)];
      const purged = await this.unitOfWork.run(keys, async (tx) => {
        const campaign = await this.find(campaignId);
        const open = await this.underWay(campaignId);
        // One fell due between the reading and the locks: its employer is not locked, so all is read again.
        if (!open.every(({ employerId }) => keys.includes(employerId))) return undefined;
        const { state, facts } = purge(campaign, open, tx.now);
        if (state !== campaign) await this.erase(tx, state);
        tx.tell(facts);
        return state;
      });
      if (purged) return purged;
    }
  }

  private underWay(campaignId: string): Promise<OpenRecontact[]> {
    return this.query<OpenRecontact>(
      `select recontact_id as "recontactId", employer_id as "employerId" from recontact
        where campaign_id = $1 and state <> 'CLOSED' order by recontact_id`,
      [campaignId],
    );
  }

  private async erase(tx: Transaction, { campaignId, purgedAt }: Campaign): Promise<void> {
    await tx.query(
      `insert into past_outcome (campaign_id, fap_code, positions, outcome, hired, still_open)
         select campaign_id, fap_code, positions, outcome, hired, still_open
           from recontact where campaign_id = $1 and state = 'CLOSED'`,
      [campaignId],
    );
    await tx.query('delete from recontact where campaign_id = $1', [campaignId]);
    await tx.query('delete from intention where campaign_id = $1', [campaignId]);
    await tx.query('update campaign set purged_at = $2 where campaign_id = $1', [campaignId, purgedAt]);
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return openUnit()?.query<Row>(sql, parameters) ?? this.dataSource.query<Row[]>(sql, parameters);
  }
}
