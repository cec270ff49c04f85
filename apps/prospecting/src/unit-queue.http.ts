import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { Flag, Id, Ids, Instant, ListOf, Optional, Part, Parts } from '#contracts/fields';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import { NameBackup } from './commands/name-backup';
import { ReassignProspects } from './commands/reassign-prospects';
import { mustManageUnit, partnerOf } from './domain/caller';
import type { Lead } from './domain/lead';
import { QUEUE_REASONS } from './domain/unit-queue';
import { LeadAnswer, leadAnswer } from './leads.http';
import { TerritoryRepository } from './storage/territory.repository';
import { UnitQueueRepository } from './storage/unit-queue.repository';
import { EmployerCardAnswer, PlannedVisitAnswer } from './worklist.http';

class QueueItem {
  /** Absent where only a planned visit is left without anybody. */
  @Optional() @Id() leadId: string | null;
  @Optional() @Id() leaseId: string | null;
  @Part(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  /** The agent left; it is away or soon will be; a visit of the next working days has nobody. */
  @ListOf(QUEUE_REASONS) reasons: string[];
  @Optional() @Id() agentId: string | null;
  @Optional() @Id() backupAgentId: string | null;
  @Optional() @Part(() => PlannedVisitAnswer) plannedVisit: PlannedVisitAnswer | null;
  /** By when it is given on, held, or kept. */
  @Instant() dueAt: string;
}

class QueueAnswer {
  @Instant() asOf: string;
  @Parts(() => QueueItem) items: QueueItem[];
}

class Reassignment {
  @Ids() @ArrayMinSize(1) @ArrayMaxSize(100) leadIds: string[];
  /** Who takes them: an agent of your partner, present. */
  @Id() agentId: string;
}

class ReassignedAnswer {
  @Parts(() => LeadAnswer) items: LeadAnswer[];
}

class Backup {
  /** Who stands in while the agent is away. */
  @Id() agentId: string;
}

class HeldProspect {
  @Id() leadId: string;
  @Id() leaseId: string;
  @Part(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  @Instant() until: string;
}

class PlannedCommitment {
  @Part(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  @Instant() at: string;
  /** It is one of the next working days, and nobody else would hold it. */
  @Flag() withoutTaker: boolean;
}

class CommitmentsAnswer {
  @Id() agentId: string;
  @Parts(() => HeldProspect) holds: HeldProspect[];
  @Parts(() => PlannedCommitment) plannedVisits: PlannedCommitment[];
  /** False: give the visits without taker to a colleague before the agent is deactivated (BR-35). */
  @Flag() mayLeave: boolean;
}

const MANAGERS = { roles: ['UNIT_MANAGER'] as const, scopes: ['prospects:write'] as const };
const SOMEBODY = '0199a000-0000-7000-8000-0000000000d1';

@ApiTags('Structures')
@Controller('v1')
export class UnitQueueController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queues: UnitQueueRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  @Get('units/:id/queue')
  @Allow({ roles: ['UNIT_MANAGER'], scopes: ['assignments:read'] })
  @ApiOperation({ summary: 'Lire la file de votre structure : prospects dont l’agent est parti ou absent' })
  @ApiOkResponse({ type: QueueAnswer })
  async queue(@Caller() caller: CallerIdentity, @IdParam('id') unitId: string): Promise<QueueAnswer> {
    await this.mustManage(caller, unitId);
    return this.queues.queueOf(unitId, partnerOf(caller));
  }

  @Post('units/:id/queue/reassign')
  @HttpCode(200)
  @Allow(MANAGERS)
  @ApiOperation({
    summary: 'Confier des prospects de la structure à un agent : tous, ou aucun si l’un est refusé',
  })
  @ApiBody({
    type: Reassignment,
    examples: { releve: { value: { leadIds: ['0199a000-0000-7000-8000-0000000000e1'], agentId: SOMEBODY } } },
  })
  @ApiOkResponse({ type: ReassignedAnswer })
  async reassign(
    @Caller() caller: CallerIdentity,
    @IdParam('id') unitId: string,
    @Body() { leadIds, agentId }: Reassignment,
  ): Promise<ReassignedAnswer> {
    await this.mustManage(caller, unitId);
    const command = new ReassignProspects(partnerOf(caller), unitId, leadIds, agentId);
    const leads: Lead[] = await this.commands.execute(command);
    return { items: leads.map(leadAnswer) };
  }

  @Get('agents/:id/commitments')
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR'], scopes: ['assignments:read'] })
  @ApiOperation({
    summary: 'Avant un départ : ce qu’un agent tient et les visites qu’il a prévues',
    description:
      'À lire avant de désactiver un agent : `mayLeave` dit si une visite proche resterait sans personne.',
  })
  @ApiOkResponse({ type: CommitmentsAnswer })
  commitments(@Caller() caller: CallerIdentity, @IdParam('id') agentId: string): Promise<CommitmentsAnswer> {
    return this.queues.commitmentsOf(agentId, caller);
  }

  @Put('agents/:id/backup')
  @HttpCode(204)
  @Allow(MANAGERS)
  @ApiOperation({
    summary: 'Nommer le suppléant d’un agent : il voit et tient ses prospects pendant ses absences',
  })
  @ApiBody({ type: Backup, examples: { suppleant: { value: { agentId: SOMEBODY } } } })
  @ApiNoContentResponse()
  async nameBackup(
    @Caller() caller: CallerIdentity,
    @IdParam('id') agentId: string,
    @Body() body: Backup,
  ): Promise<void> {
    await this.commands.execute(new NameBackup(partnerOf(caller), agentId, body.agentId, who(caller)));
  }

  @Delete('agents/:id/backup')
  @HttpCode(204)
  @Allow(MANAGERS)
  @ApiOperation({ summary: 'Ne plus avoir de suppléant pour un agent' })
  @ApiNoContentResponse()
  async endBackup(@Caller() caller: CallerIdentity, @IdParam('id') agentId: string): Promise<void> {
    await this.commands.execute(new NameBackup(partnerOf(caller), agentId, null, who(caller)));
  }

  private async mustManage(caller: CallerIdentity, unitId: string): Promise<void> {
    mustManageUnit(await this.territories.partnerOfUnit(unitId, { evenClosed: true }), caller);
  }
}

const who = (caller: CallerIdentity): string => `${caller.kind}:${caller.id}`;
