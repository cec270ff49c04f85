import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsObject, MinLength, ValidateNested } from 'class-validator';
import { Count, Day, Id, Instant, Label, Optional } from '#contracts/fields';
import { policyOf } from '#contracts/policy';
import { UnitOfWork } from '#messaging/unit-of-work';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import { type CallerIdentity, ROLES, SCOPES } from '#service/identity';
import { AdoptPolicy } from './commands/adopt-policy';
import { type PolicyVersion, policyInForce } from './domain/policy';
import { mustGovern, mustSee, seesTerritory } from './domain/rights';
import { PartnerRepository } from './storage/partner.repository';
import { TerritoryRepository } from './storage/territory.repository';

class PolicyToAdopt {
  /** First local day of the version, tomorrow at the earliest. */
  @Day() effectiveFrom: string;
  /** Only what changes: what is left out keeps the value of the version before. */
  @IsObject() parameters: Record<string, number>;
  /** Why: a number is never changed without a reason. */
  @Label(500) @MinLength(10) reason: string;
}

class PolicyVersionAnswer {
  @Id() territoryId: string;
  @Count() version: number;
  @Instant() effectiveFrom: string;
  /** What differs from the national defaults. */
  @IsObject() parameters: Record<string, number>;
  @Label(500) reason: string;
}

class PolicyAnswer {
  @Id() territoryId: string;
  /** The version in force; absent while the national defaults hold alone. */
  @Optional() @Count() version: number | null;
  /** Every parameter, as it holds now. */
  @IsObject() parameters: Record<string, number>;
  @IsArray() @ValidateNested({ each: true }) @Type(() => PolicyVersionAnswer) versions: PolicyVersionAnswer[];
}

@ApiTags('Territoires')
@Controller('v1/territories/:id/policy')
export class PoliciesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly territories: TerritoryRepository,
    private readonly partners: PartnerRepository,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Allow({ roles: ROLES, scopes: SCOPES })
  @ApiOperation({ summary: 'Lire la politique du territoire : les paramètres en vigueur et leurs versions' })
  @ApiOkResponse({ type: PolicyAnswer })
  async read(@Caller() caller: CallerIdentity, @IdParam('id') id: string): Promise<PolicyAnswer> {
    await this.seen(caller, id);
    const versions = await this.territories.policies(id);
    const now = await this.unitOfWork.run([], (tx) => Promise.resolve(tx.now));
    const inForce = policyInForce(versions, now);
    return {
      territoryId: id,
      version: inForce?.version ?? null,
      parameters: policyOf(inForce?.parameters ?? {}),
      versions: versions.map(answer),
    };
  }

  @Post()
  @Allow({ roles: ['OPERATOR', 'COORDINATOR'] })
  @ApiOperation({ summary: 'Adopter une version de la politique, avec sa raison' })
  @ApiBody({
    type: PolicyToAdopt,
    examples: {
      delai: {
        summary: 'Soixante jours entre deux visites',
        value: {
          effectiveFrom: '2026-04-01',
          parameters: { coolDownOtherPartnerDays: 60 },
          reason: 'Décision du comité du 12 mars, à l’essai pour six mois.',
        },
      },
    },
  })
  @ApiCreatedResponse({ type: PolicyVersionAnswer })
  async adopt(
    @Caller() caller: CallerIdentity,
    @IdParam('id') id: string,
    @Body() body: PolicyToAdopt,
  ): Promise<PolicyVersionAnswer> {
    await this.seen(caller, id);
    mustGovern(caller, [id]);
    const proposal = { territoryId: id, ...body };
    return answer(await this.commands.execute(new AdoptPolicy(proposal, caller.kind === 'operator')));
  }

  private async seen(caller: CallerIdentity, territoryId: string): Promise<void> {
    await this.territories.territory(territoryId);
    const own = caller.partnerId ? (await this.partners.partner(caller.partnerId)).territoryIds : [];
    mustSee(seesTerritory(caller, territoryId, own));
  }
}

const answer = (version: PolicyVersion): PolicyVersionAnswer => ({
  ...version,
  parameters: { ...version.parameters },
  effectiveFrom: version.effectiveFrom.toISOString(),
});
