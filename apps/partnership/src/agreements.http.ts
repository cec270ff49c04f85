import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMinSize, IsArray, ValidateNested } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';
import { Count, Day, Id, Ids, Label, OneOf, Optional } from '#contracts/fields';
import { Commitment } from '#contracts/partnership';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import { type CallerIdentity, ROLES, SCOPES } from '#service/identity';
import { AmendAgreement } from './commands/amend-agreement';
import { SignAgreement } from './commands/sign-agreement';
import { StopAgreement } from './commands/stop-agreement';
import { AGREEMENT_STATUSES, type Agreement, type AgreementStatus } from './domain/agreement';
import { mustGovern, mustSee, seesTerritory } from './domain/rights';
import { AgreementRepository } from './storage/agreement.repository';

class Terms {
  @Ids() @ArrayMinSize(2) partnerIds: string[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => Commitment) commitments: Commitment[];
  @Day() effectiveFrom: string;
}

class AgreementToSign extends Terms {
  @Id() territoryId: string;
  @Label() title: string;
}

class AgreementToStop {
  @Day() effectiveFrom: string;
}

class AgreementAnswer extends AgreementToSign {
  @Id() agreementId: string;
  @OneOf(AGREEMENT_STATUSES) status: AgreementStatus;
  @Optional() @Day() stoppedFrom: string | null;
  @Count() version: number;
}

class AgreementsAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => AgreementAnswer) items: AgreementAnswer[];
}

const TERMS = {
  partnerIds: ['0199a000-0000-7000-8000-0000000000a1', '0199a000-0000-7000-8000-0000000000a2'],
  commitments: [
    { kind: 'PUBLISH_UNFILLED_AFTER', partnerId: '0199a000-0000-7000-8000-0000000000a1', days: 15 },
    { kind: 'CONCERTED_PLAN', partnerId: '0199a000-0000-7000-8000-0000000000a2' },
  ],
  effectiveFrom: '2026-04-01',
};
const SIGNED = { ...TERMS, territoryId: '0199a000-0000-7000-8000-000000000001', title: 'Accord local 2026' };
const GOVERNORS = { roles: ['OPERATOR', 'COORDINATOR'] } as const;
const READERS = { roles: ROLES, scopes: SCOPES };

@ApiTags('Accords')
@Controller('v1/agreements')
export class AgreementsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly agreements: AgreementRepository,
  ) {}

  @Get()
  @Allow(READERS)
  @ApiOperation({ summary: 'Lister les accords dont vous êtes partie, ou de votre territoire' })
  @ApiOkResponse({ type: AgreementsAnswer })
  async list(@Caller() caller: CallerIdentity): Promise<AgreementsAnswer> {
    const all = await this.agreements.agreements();
    return { items: all.filter((agreement) => seesAgreement(caller, agreement)).map(answer) };
  }

  @Post()
  @Allow(GOVERNORS)
  @ApiOperation({ summary: 'Signer un accord et ses engagements' })
  @ApiBody({ type: AgreementToSign, examples: { accord: { value: SIGNED } } })
  @ApiCreatedResponse({ type: AgreementAnswer })
  async sign(@Caller() caller: CallerIdentity, @Body() body: AgreementToSign): Promise<AgreementAnswer> {
    mustGovern(caller, [body.territoryId]);
    const signed: Agreement = {
      agreementId: uuidv7(),
      ...body,
      status: 'SIGNED',
      stoppedFrom: null,
      version: 1,
    };
    return answer(await this.commands.execute(new SignAgreement(signed, caller.kind === 'operator')));
  }

  @Get(':id')
  @Allow(READERS)
  @ApiOperation({ summary: 'Lire un accord' })
  @ApiOkResponse({ type: AgreementAnswer })
  async read(@Caller() caller: CallerIdentity, @IdParam('id') id: string): Promise<AgreementAnswer> {
    return answer(await this.seen(caller, id));
  }

  @Post(':id/amend')
  @HttpCode(200)
  @Allow(GOVERNORS)
  @ApiOperation({ summary: 'Signer un avenant : l’ensemble des nouveaux termes, pour la suite' })
  @ApiBody({ type: Terms, examples: { avenant: { value: TERMS } } })
  @ApiOkResponse({ type: AgreementAnswer })
  async amend(@Caller() caller: CallerIdentity, @IdParam('id') id: string, @Body() body: Terms) {
    const agreement = await this.governed(caller, id);
    return answer(await this.commands.execute(new AmendAgreement(agreement, body)));
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @Allow(GOVERNORS)
  @ApiOperation({ summary: 'Suspendre un accord : les délais en cours continuent' })
  @ApiBody({ type: AgreementToStop, examples: { date: { value: { effectiveFrom: '2026-05-01' } } } })
  @ApiOkResponse({ type: AgreementAnswer })
  async suspend(@Caller() caller: CallerIdentity, @IdParam('id') id: string, @Body() body: AgreementToStop) {
    const agreement = await this.governed(caller, id);
    return answer(await this.commands.execute(new StopAgreement(agreement, 'suspend', body.effectiveFrom)));
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allow(GOVERNORS)
  @ApiOperation({ summary: 'Mettre fin à un accord' })
  @ApiBody({ type: AgreementToStop, examples: { date: { value: { effectiveFrom: '2026-12-31' } } } })
  @ApiOkResponse({ type: AgreementAnswer })
  async end(@Caller() caller: CallerIdentity, @IdParam('id') id: string, @Body() body: AgreementToStop) {
    const agreement = await this.governed(caller, id);
    return answer(await this.commands.execute(new StopAgreement(agreement, 'end', body.effectiveFrom)));
  }

  private async governed(caller: CallerIdentity, agreementId: string): Promise<Agreement> {
    const agreement = await this.seen(caller, agreementId);
    mustGovern(caller, [agreement.territoryId]);
    return agreement;
  }

  private async seen(caller: CallerIdentity, agreementId: string): Promise<Agreement> {
    const agreement = await this.agreements.agreement(agreementId);
    mustSee(seesAgreement(caller, agreement));
    return agreement;
  }
}

/** A partner reads the agreements that it is a party to; coordination and pilot those of their territory. */
const seesAgreement = (caller: CallerIdentity, { territoryId, partnerIds }: Agreement): boolean =>
  (caller.partnerId !== null && partnerIds.includes(caller.partnerId)) ||
  (caller.roles.some((role) => role !== 'AGENT' && role !== 'UNIT_MANAGER') &&
    seesTerritory(caller, territoryId, []));

const answer = (agreement: Agreement): AgreementAnswer => ({
  ...agreement,
  partnerIds: [...agreement.partnerIds],
  commitments: [...agreement.commitments],
});
