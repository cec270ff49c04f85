import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { v7 as uuidv7 } from 'uuid';
import { Day, Id, Instant, Label, OneOf, Optional } from '#contracts/fields';
import { RELEASE_REASONS, type ReleaseReason } from '#contracts/vocabulary';
import { Invalid } from '#domain/refused';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import { ClaimProspect } from './commands/claim-prospect';
import { ExtendHold } from './commands/extend-hold';
import { GiveBackProspect } from './commands/give-back-prospect';
import { partnerOf } from './domain/caller';
import type { Lead } from './domain/lead';
import { LeadRepository } from './storage/lead.repository';

class Claim {
  /** The agent who takes the prospect; the person signed in when absent. Needed with a key. */
  @Optional() @Id() agentId?: string;
}

class GivingBack {
  @OneOf(RELEASE_REASONS) reason: ReleaseReason;
  /** Your own words, needed with OTHER; other partners never see them. */
  @Optional() @Label(500) text?: string;
}

class Extension {
  /** The day that the employer asked for. */
  @Day() employerAskedFor: string;
}

export class LeadAnswer {
  @Id() leadId: string;
  @Id() employerId: string;
  @Id() partnerId: string;
  @Optional() @Id() unitId: string | null;
  @Instant() from: string;
  @Instant() until: string;
  @Optional() @Instant() endedAt: string | null;
  @Optional() @Id() leaseId: string | null;
  @Optional() @Id() agentId: string | null;
  @Optional() @Instant() leaseUntil: string | null;
  /** The later day that the employer asked for, if it did. */
  @Optional() @Day() employerAskedFor: string | null;
}

const WRITERS = { roles: ['AGENT', 'UNIT_MANAGER'] as const, scopes: ['prospects:write'] as const };
const DECLINE = { reason: 'NO_CAPACITY' };

@ApiTags('Prospects')
@Controller('v1')
export class LeadsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly leads: LeadRepository,
  ) {}

  @Post('leads/:id/claim')
  @HttpCode(200)
  @Allow(WRITERS)
  @ApiOperation({
    summary: 'Prendre un prospect',
    description:
      'Déjà pris : la réponse 409 dit par qui et à quelle heure, et propose le prospect suivant de votre structure (`next`).',
  })
  @ApiBody({ type: Claim, required: false, examples: { moi: { value: {} } } })
  @ApiOkResponse({ type: LeadAnswer })
  async claim(
    @Caller() caller: CallerIdentity,
    @IdParam('id') leadId: string,
    @Body() body: Claim | undefined,
  ): Promise<LeadAnswer> {
    const agentId = agentOf(caller, body?.agentId);
    return leadAnswer(
      await this.commands.execute(new ClaimProspect(leadId, uuidv7(), partnerOf(caller), agentId)),
    );
  }

  @Post('leads/:id/decline')
  @HttpCode(200)
  @Allow(WRITERS)
  @ApiOperation({ summary: 'Décliner un prospect : il est proposé au partenaire suivant' })
  @ApiBody({ type: GivingBack, examples: { sansPlace: { value: DECLINE } } })
  @ApiOkResponse({ type: LeadAnswer })
  async decline(
    @Caller() caller: CallerIdentity,
    @IdParam('id') leadId: string,
    @Body() body: GivingBack,
  ): Promise<LeadAnswer> {
    return leadAnswer(await this.commands.execute(givingBack(leadId, body, caller)));
  }

  @Post('leases/:id/release')
  @HttpCode(200)
  @Allow(WRITERS)
  @ApiOperation({ summary: 'Rendre un prospect pris : il est proposé au partenaire suivant' })
  @ApiBody({ type: GivingBack, examples: { sansPlace: { value: DECLINE } } })
  @ApiOkResponse({ type: LeadAnswer })
  async release(
    @Caller() caller: CallerIdentity,
    @IdParam('id') leaseId: string,
    @Body() body: GivingBack,
  ): Promise<LeadAnswer> {
    const { leadId } = await this.leads.leadOfHold(leaseId);
    return leadAnswer(await this.commands.execute(givingBack(leadId, body, caller)));
  }

  @Post('leases/:id/extend')
  @HttpCode(200)
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR'], scopes: ['prospects:write'] })
  @ApiOperation({
    summary:
      'L’employeur demande une date plus tardive : garder le prospect jusque-là (une fois sans la coordination)',
  })
  @ApiBody({ type: Extension, examples: { report: { value: { employerAskedFor: '2026-05-04' } } } })
  @ApiOkResponse({ type: LeadAnswer })
  async extend(
    @Caller() caller: CallerIdentity,
    @IdParam('id') leaseId: string,
    @Body() { employerAskedFor }: Extension,
  ): Promise<LeadAnswer> {
    return leadAnswer(await this.commands.execute(new ExtendHold(leaseId, employerAskedFor, caller)));
  }
}

/** A person takes for itself; a manager or a key may name an agent of its partner. */
export function agentOf(caller: CallerIdentity, named: string | undefined): string {
  const mayName = caller.kind === 'machine' || caller.roles.includes('UNIT_MANAGER');
  const agentId = (mayName ? named : undefined) ?? caller.agentId;
  if (agentId) return agentId;
  throw new Invalid('agent-needed', 'Dites quel agent prend ce prospect (agentId).', [
    { pointer: '/agentId', code: 'required', detail: 'Indiquez l’identifiant de l’agent.' },
  ]);
}

function givingBack(leadId: string, { reason, text }: GivingBack, caller: CallerIdentity): GiveBackProspect {
  if (reason === 'OTHER' && !text)
    throw new Invalid('reason-needed', 'Avec le motif « autre », dites pourquoi en quelques mots.', [
      { pointer: '/text', code: 'required', detail: 'Dites pourquoi en quelques mots.' },
    ]);
  return new GiveBackProspect(leadId, reason, text ?? null, caller);
}

export function leadAnswer(lead: Lead): LeadAnswer {
  const { leadId, employerId, partnerId, unitId } = lead;
  const hold = lead.lease && !lead.lease.endedAt ? lead.lease : null;
  return {
    leadId,
    employerId,
    partnerId,
    unitId,
    from: lead.from.toISOString(),
    until: lead.until.toISOString(),
    endedAt: lead.endedAt?.toISOString() ?? null,
    leaseId: hold?.leaseId ?? null,
    agentId: hold?.agentId ?? null,
    leaseUntil: hold?.until.toISOString() ?? null,
    employerAskedFor: hold?.askedFor ?? null,
  };
}
