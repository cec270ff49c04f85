import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';
import { Count, Day, Id, Instant, Optional, Parts } from '#contracts/fields';
import { Invalid, NotFound } from '#domain/refused';
import { Allow, Caller } from '#service/allow';
import type { CallerIdentity } from '#service/identity';
import { OpenCampaign } from './commands/open-campaign';
import { PurgeCampaign } from './commands/purge-campaign';
import type { Campaign } from './domain/campaign';
import { type CampaignOverview, CampaignsRepository } from './storage/campaigns.repository';
import { SettingsRepository } from './storage/settings.repository';

class OpenCampaignRequest {
  @IsInt() @Min(2000) @Max(2100) year: number;
  /** The only territory there is when absent. */
  @Optional() @Id() territoryId?: string | null;
}

class CampaignAnswer {
  @Id() campaignId: string;
  @Id() territoryId: string;
  @Count(2100) year: number;
  @Day() openedOn: string;
  /** Individual answers are erased on this day at the latest. */
  @Day() purgeOn: string;
  @Optional() @Instant() purgedAt: string | null;
}

class CampaignOverviewAnswer extends CampaignAnswer {
  @Count() due: number;
  @Count() assigned: number;
  @Count() closed: number;
}

class CampaignsAnswer {
  @Parts(() => CampaignOverviewAnswer) items: CampaignOverviewAnswer[];
}

/** The yearly surveys of a territory. They count the partners' work, never the answers. */
@ApiTags('BMO')
@Controller('v1/bmo/campaigns')
export class CampaignsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly campaigns: CampaignsRepository,
    private readonly settings: SettingsRepository,
  ) {}

  @Get()
  @Allow({ roles: ['COORDINATOR', 'PILOT', 'OPERATOR'], scopes: ['bmo:write'] })
  @ApiOperation({ summary: 'Les campagnes d’enquête du territoire' })
  @ApiOkResponse({ type: CampaignsAnswer })
  async list(@Caller() caller: CallerIdentity): Promise<CampaignsAnswer> {
    return { items: (await this.campaigns.overview(caller.territoryId)).map(overviewAnswer) };
  }

  @Post()
  @HttpCode(200)
  @Allow({ roles: ['COORDINATOR', 'OPERATOR'], scopes: ['bmo:write'] })
  @ApiOperation({ summary: 'Ouvrir la campagne d’une année' })
  @ApiBody({ type: OpenCampaignRequest, examples: { 'une année': { value: { year: 2026 } } } })
  @ApiOkResponse({ type: CampaignAnswer })
  async open(
    @Caller() caller: CallerIdentity,
    @Body() request: OpenCampaignRequest,
  ): Promise<CampaignAnswer> {
    const territoryId = await this.territoryOf(caller, request.territoryId ?? null);
    const command = new OpenCampaign({ campaignId: uuidv7(), territoryId, year: request.year });
    return campaignAnswer(await this.commands.execute<OpenCampaign, Campaign>(command));
  }

  @Post(':id/purge')
  @HttpCode(200)
  @Allow({ roles: ['COORDINATOR', 'OPERATOR'] })
  @ApiOperation({ summary: 'Effacer dès maintenant les réponses individuelles d’une campagne' })
  @ApiOkResponse({ type: CampaignAnswer })
  async purge(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<CampaignAnswer> {
    const campaign = UUID.test(id) ? await this.campaigns.find(id) : undefined;
    if (!campaign || (caller.territoryId && caller.territoryId !== campaign.territoryId))
      throw new NotFound('campaign-unknown', 'Cette campagne n’existe pas.');
    return campaignAnswer(await this.commands.execute<PurgeCampaign, Campaign>(new PurgeCampaign(id)));
  }

  private async territoryOf(caller: CallerIdentity, asked: string | null): Promise<string> {
    const territories = await this.settings.territories();
    const only = territories.length === 1 ? territories[0]! : null;
    const territoryId = caller.territoryId ?? asked ?? only;
    if (territoryId && territories.includes(territoryId)) return territoryId;
    throw new Invalid('territory-needed', 'Précisez un territoire connu.', [
      { pointer: '/territoryId', code: 'territory-needed', detail: 'Précisez un territoire connu.' },
    ]);
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const campaignAnswer = ({
  campaignId,
  territoryId,
  year,
  openedOn,
  purgeOn,
  purgedAt,
}: Campaign): CampaignAnswer => ({
  campaignId,
  territoryId,
  year,
  openedOn,
  purgeOn,
  purgedAt: purgedAt?.toISOString() ?? null,
});

const overviewAnswer = (overview: CampaignOverview): CampaignOverviewAnswer => ({
  ...campaignAnswer(overview),
  due: overview.due,
  assigned: overview.assigned,
  closed: overview.closed,
});
