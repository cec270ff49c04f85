import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';
import {
  Code,
  CommuneCode,
  Flag,
  Id,
  Ids,
  Label,
  OneOf,
  Optional,
  SirenField,
  SiretField,
} from '#contracts/fields';
import { PARTNER_KINDS, type PartnerKind } from '#contracts/vocabulary';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import { type CallerIdentity, ROLES, SCOPES } from '#service/identity';
import { ChangePartner } from './commands/change-partner';
import { ChangeUnit } from './commands/change-unit';
import { OpenUnit } from './commands/open-unit';
import { RegisterPartner } from './commands/register-partner';
import { mustGovern, mustGovernPartner, mustSee, seesPartner } from './domain/rights';
import { PartnerRepository } from './storage/partner.repository';

class PartnerToRegister {
  @Code() code: string;
  @OneOf(PARTNER_KINDS) kind: PartnerKind;
  @Label() name: string;
  @Ids() territoryIds: string[];
  /** Its own legal unit (nine digits), for a partner that is an employer too: it never leads itself. */
  @Optional() @SirenField() siren?: string | null;
}

class PartnerToChange {
  @Optional() @Label() name?: string;
  @Optional() @Ids() territoryIds?: string[];
  @Optional() @SirenField() siren?: string | null;
}

class UnitToOpen {
  @Code() code: string;
  @Label() name: string;
  @CommuneCode() communeCode: string;
  /** Its own establishment, when its legal unit is not the partner’s. */
  @Optional() @SiretField() siret?: string | null;
}

class UnitToChange {
  @Optional() @Label() name?: string;
  @Optional() @CommuneCode() communeCode?: string;
  @Optional() @Flag() open?: boolean;
  @Optional() @SiretField() siret?: string | null;
}

class PartnerAnswer extends PartnerToRegister {
  @Id() partnerId: string;
}

class UnitAnswer extends UnitToOpen {
  @Id() unitId: string;
  @Id() partnerId: string;
  @Flag() open: boolean;
}

class PartnersAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => PartnerAnswer) items: PartnerAnswer[];
}

class UnitsAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => UnitAnswer) items: UnitAnswer[];
}

const EXAMPLE = {
  code: 'plie-metz',
  kind: 'PLIE',
  name: 'PLIE du pays messin',
  territoryIds: ['0199a000-0000-7000-8000-000000000001'],
};
const READERS = { roles: ROLES, scopes: SCOPES };
const GOVERNORS = { roles: ['OPERATOR', 'COORDINATOR'] } as const;

@ApiTags('Partenaires')
@Controller('v1/partners')
export class PartnersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly partners: PartnerRepository,
  ) {}

  @Get()
  @Allow(READERS)
  @ApiOperation({ summary: 'Lister les partenaires que vous pouvez voir' })
  @ApiOkResponse({ type: PartnersAnswer })
  async list(@Caller() caller: CallerIdentity): Promise<PartnersAnswer> {
    const all = await this.partners.partners();
    return { items: all.filter((partner) => seesPartner(caller, partner)) as PartnerAnswer[] };
  }

  @Post()
  @Allow(GOVERNORS)
  @ApiOperation({ summary: 'Inscrire un partenaire' })
  @ApiBody({ type: PartnerToRegister, examples: { plie: { summary: 'Un PLIE', value: EXAMPLE } } })
  @ApiCreatedResponse({ type: PartnerAnswer })
  register(@Caller() caller: CallerIdentity, @Body() body: PartnerToRegister): Promise<PartnerAnswer> {
    mustGovern(caller, body.territoryIds);
    return this.commands.execute(new RegisterPartner({ partnerId: uuidv7(), ...body }));
  }

  @Get(':id')
  @Allow(READERS)
  @ApiOperation({ summary: 'Lire un partenaire' })
  @ApiOkResponse({ type: PartnerAnswer })
  async read(@Caller() caller: CallerIdentity, @IdParam('id') id: string): Promise<PartnerAnswer> {
    return (await this.seen(caller, id)) as PartnerAnswer;
  }

  @Patch(':id')
  @Allow(GOVERNORS)
  @ApiOperation({ summary: 'Renommer un partenaire, ou changer ses territoires' })
  @ApiBody({ type: PartnerToChange, examples: { nom: { value: { name: 'PLIE Metz Métropole' } } } })
  @ApiOkResponse({ type: PartnerAnswer })
  async change(
    @Caller() caller: CallerIdentity,
    @IdParam('id') id: string,
    @Body() body: PartnerToChange,
  ): Promise<PartnerAnswer> {
    mustGovernPartner(caller, await this.seen(caller, id));
    // A coordinator brings a partner into its own territory; into another is the other coordinator's business.
    const brought = (body.territoryIds ?? []).filter((one) => one !== caller.territoryId);
    if (brought.length > 0) mustGovern(caller, brought);
    return this.commands.execute(new ChangePartner(id, body));
  }

  @Get(':id/units')
  @Allow(READERS)
  @ApiOperation({ summary: 'Lister les structures d’un partenaire' })
  @ApiOkResponse({ type: UnitsAnswer })
  async units(@Caller() caller: CallerIdentity, @IdParam('id') id: string): Promise<UnitsAnswer> {
    await this.seen(caller, id);
    return { items: await this.partners.units(id) };
  }

  @Post(':id/units')
  @Allow(GOVERNORS)
  @ApiOperation({ summary: 'Ouvrir une structure' })
  @ApiBody({
    type: UnitToOpen,
    examples: { unit: { value: { code: 'metz-nord', name: 'Metz Nord', communeCode: '57463' } } },
  })
  @ApiCreatedResponse({ type: UnitAnswer })
  async openUnit(
    @Caller() caller: CallerIdentity,
    @IdParam('id') id: string,
    @Body() body: UnitToOpen,
  ): Promise<UnitAnswer> {
    mustGovernPartner(caller, await this.seen(caller, id));
    return this.commands.execute(new OpenUnit({ unitId: uuidv7(), partnerId: id, open: true, ...body }));
  }

  @Patch(':id/units/:unitId')
  @Allow(GOVERNORS)
  @ApiOperation({ summary: 'Déplacer, renommer, fermer ou rouvrir une structure' })
  @ApiBody({ type: UnitToChange, examples: { close: { value: { open: false } } } })
  @ApiOkResponse({ type: UnitAnswer })
  async changeUnit(
    @Caller() caller: CallerIdentity,
    @IdParam('id') id: string,
    @IdParam('unitId') unitId: string,
    @Body() body: UnitToChange,
  ): Promise<UnitAnswer> {
    mustGovernPartner(caller, await this.seen(caller, id));
    return this.commands.execute(new ChangeUnit(id, unitId, body));
  }

  private async seen(caller: CallerIdentity, partnerId: string) {
    const partner = await this.partners.partner(partnerId);
    mustSee(seesPartner(caller, partner));
    return partner;
  }
}
