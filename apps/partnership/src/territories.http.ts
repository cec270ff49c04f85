import { Body, Controller, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayNotEmpty, ArrayUnique, IsArray, ValidateNested } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';
import { Code, CommuneCodes, Count, Id, Label, OneOf, Optional } from '#contracts/fields';
import { Voice } from '#contracts/partnership';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import { type CallerIdentity, ROLES, SCOPES } from '#service/identity';
import { DefineTerritory } from './commands/define-territory';
import { RedefineTerritory } from './commands/redefine-territory';
import { SeatBody } from './commands/seat-body';
import { mustGovern, mustSee, seesTerritory } from './domain/rights';
import { GRIDS, type Grid, type Territory } from './domain/territory';
import { PartnerRepository } from './storage/partner.repository';
import { TerritoryRepository } from './storage/territory.repository';

class TerritoryToDefine {
  /** The grid's short name and its code: `be-4431`. */
  @Code() code: string;
  @Label() name: string;
  @OneOf(GRIDS) grid: Grid;
  @Code() gridVersion: string;
  /** IANA zone, Europe/Paris when absent. */
  @Optional() @Label(64) timeZone?: string;
  @CommuneCodes() @ArrayNotEmpty() @ArrayUnique() communes: string[];
}

class TerritoryToChange {
  @Optional() @Label() name?: string;
  @Optional() @OneOf(GRIDS) grid?: Grid;
  @Optional() @Code() gridVersion?: string;
  @Optional() @Label(64) timeZone?: string;
  @Optional() @CommuneCodes() @ArrayNotEmpty() @ArrayUnique() communes?: string[];
}

class BodyToSeat {
  @IsArray() @ArrayNotEmpty() @ValidateNested({ each: true }) @Type(() => Voice) voices: Voice[];
  /** Voices that must be cast for a decision of the body to hold. */
  @Count(1000) quorum: number;
}

class TerritoryAnswer extends TerritoryToDefine {
  @Id() territoryId: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => Voice) body: Voice[];
  @Count(1000) quorum: number;
}

class TerritoriesAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => TerritoryAnswer) items: TerritoryAnswer[];
}

const EXAMPLE = {
  code: 'be-4431',
  name: 'Metz',
  grid: 'EMPLOYMENT_BASIN',
  gridVersion: '2021',
  communes: ['57463', '57019'],
};
const READERS = { roles: ROLES, scopes: SCOPES };

@ApiTags('Territoires')
@Controller('v1/territories')
export class TerritoriesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly territories: TerritoryRepository,
    private readonly partners: PartnerRepository,
  ) {}

  @Get()
  @Allow(READERS)
  @ApiOperation({ summary: 'Lister vos territoires' })
  @ApiOkResponse({ type: TerritoriesAnswer })
  async list(@Caller() caller: CallerIdentity): Promise<TerritoriesAnswer> {
    const own = await this.ownTerritories(caller);
    const all = await this.territories.territories();
    return { items: all.filter(({ territoryId }) => seesTerritory(caller, territoryId, own)).map(answer) };
  }

  @Post()
  @Allow({ roles: ['OPERATOR'] })
  @ApiOperation({ summary: 'Définir un territoire' })
  @ApiBody({ type: TerritoryToDefine, examples: { metz: { value: EXAMPLE } } })
  @ApiCreatedResponse({ type: TerritoryAnswer })
  async define(@Body() body: TerritoryToDefine): Promise<TerritoryAnswer> {
    const territory = { timeZone: 'Europe/Paris', ...body, territoryId: uuidv7(), body: [], quorum: 0 };
    return answer(await this.commands.execute(new DefineTerritory(territory)));
  }

  @Get(':id')
  @Allow(READERS)
  @ApiOperation({ summary: 'Lire un territoire' })
  @ApiOkResponse({ type: TerritoryAnswer })
  async read(@Caller() caller: CallerIdentity, @IdParam('id') id: string): Promise<TerritoryAnswer> {
    return answer(await this.seen(caller, id));
  }

  @Patch(':id')
  @Allow({ roles: ['OPERATOR', 'COORDINATOR'] })
  @ApiOperation({ summary: 'Changer les communes ou le découpage d’un territoire' })
  @ApiBody({ type: TerritoryToChange, examples: { communes: { value: { communes: ['57463'] } } } })
  @ApiOkResponse({ type: TerritoryAnswer })
  async change(
    @Caller() caller: CallerIdentity,
    @IdParam('id') id: string,
    @Body() body: TerritoryToChange,
  ): Promise<TerritoryAnswer> {
    await this.governed(caller, id);
    return answer(await this.commands.execute(new RedefineTerritory(id, body)));
  }

  @Post(':id/body')
  @HttpCode(200)
  @Allow({ roles: ['OPERATOR', 'COORDINATOR'] })
  @ApiOperation({ summary: 'Composer le comité : ses membres, leurs voix et le quorum' })
  @ApiBody({
    type: BodyToSeat,
    examples: {
      comite: {
        value: { voices: [{ partnerId: '0199a000-0000-7000-8000-0000000000a1', voices: 2 }], quorum: 2 },
      },
    },
  })
  @ApiOkResponse({ type: TerritoryAnswer })
  async seat(
    @Caller() caller: CallerIdentity,
    @IdParam('id') id: string,
    @Body() body: BodyToSeat,
  ): Promise<TerritoryAnswer> {
    await this.governed(caller, id);
    return answer(await this.commands.execute(new SeatBody(id, body.voices, body.quorum)));
  }

  private async governed(caller: CallerIdentity, territoryId: string): Promise<void> {
    await this.seen(caller, territoryId);
    mustGovern(caller, [territoryId]);
  }

  private async seen(caller: CallerIdentity, territoryId: string): Promise<Territory> {
    const territory = await this.territories.territory(territoryId);
    mustSee(seesTerritory(caller, territoryId, await this.ownTerritories(caller)));
    return territory;
  }

  private async ownTerritories(caller: CallerIdentity): Promise<readonly string[]> {
    return caller.partnerId ? (await this.partners.partner(caller.partnerId)).territoryIds : [];
  }
}

const answer = (territory: Territory): TerritoryAnswer => ({
  ...territory,
  communes: [...territory.communes],
  body: [...territory.body],
});
