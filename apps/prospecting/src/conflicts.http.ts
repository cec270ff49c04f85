import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import { AnswerConflict } from './commands/answer-conflict';
import { SettleConflict } from './commands/settle-conflict';
import {
  ConflictAnswer,
  ConflictDetail,
  ConflictReply,
  ConflictSettlement,
  ConflictsAnswer,
  ConflictsQuestion,
} from './conflicts.forms';
import { CONFLICT_STATES } from './domain/conflict';
import { ConflictDeskRepository } from './storage/conflict-desk.repository';

const PAGE = 200;

@ApiTags('Conflits')
@Controller('v1/conflicts')
export class ConflictsController {
  constructor(
    private readonly desk: ConflictDeskRepository,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR'], scopes: ['assignments:read'] })
  @ApiOperation({
    summary: 'Lister les questions à régler : celles de votre antenne, de votre structure ou du territoire',
    description:
      'Sans réponse dans les cinq jours ouvrés, la règle décide ; `counts.decidedByRule` dit combien de fois.',
  })
  @ApiQuery({ name: 'state', required: false, enum: CONFLICT_STATES })
  @ApiQuery({ name: 'limit', required: false, type: Number })
  @ApiOkResponse({ type: ConflictsAnswer })
  list(@Caller() caller: CallerIdentity, @Query() question: ConflictsQuestion): Promise<ConflictsAnswer> {
    return this.desk.list(caller, question.state ?? 'OPEN', question.limit ?? PAGE);
  }

  @Get(':id')
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR'], scopes: ['assignments:read'] })
  @ApiOperation({
    summary: 'Lire une question, avec ce que chaque côté a déclaré',
    description: 'D’un autre partenaire, vous ne voyez que le réseau et la date.',
  })
  @ApiOkResponse({ type: ConflictDetail })
  one(@Caller() caller: CallerIdentity, @IdParam('id') conflictId: string): Promise<ConflictDetail> {
    return this.desk.one(conflictId, caller);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER'], scopes: ['prospects:write'] })
  @ApiOperation({ summary: 'Répondre à une question qui concerne votre structure' })
  @ApiBody({
    type: ConflictReply,
    examples: {
      conjointe: { summary: 'Nous y étions ensemble', value: { answer: 'JOINT' } },
      deuxVisites: { summary: 'Deux visites distinctes', value: { answer: 'SEPARATE' } },
    },
  })
  @ApiOkResponse({ type: ConflictAnswer })
  async answer(
    @Caller() caller: CallerIdentity,
    @IdParam('id') conflictId: string,
    @Body() { answer }: ConflictReply,
  ): Promise<ConflictAnswer> {
    const by = `${caller.kind}:${caller.id}`;
    await this.commands.execute(new AnswerConflict(conflictId, answer, caller, by));
    return this.desk.one(conflictId, caller);
  }

  @Post(':id/settle')
  @HttpCode(200)
  @Allow({ roles: ['COORDINATOR'] })
  @ApiOperation({ summary: 'Trancher une question de votre territoire, avec un motif' })
  @ApiBody({
    type: ConflictSettlement,
    examples: {
      conjointe: {
        value: { outcome: 'JOINT', reason: 'Les deux comptes rendus citent le même rendez-vous' },
      },
      chefDeFile: {
        value: {
          outcome: 'LEAD_TO',
          partnerId: '0199a000-0000-7000-8000-0000000000a1',
          until: '2026-06-30',
          reason: 'Il suit cet employeur depuis des années',
        },
      },
    },
  })
  @ApiOkResponse({ type: ConflictAnswer })
  async settle(
    @Caller() caller: CallerIdentity,
    @IdParam('id') conflictId: string,
    @Body() { outcome, partnerId, until, reason }: ConflictSettlement,
  ): Promise<ConflictAnswer> {
    const by = `${caller.kind}:${caller.id}`;
    await this.commands.execute(
      new SettleConflict(
        conflictId,
        { outcome, partnerId: partnerId ?? null, until: until ?? null, reason },
        caller,
        by,
      ),
    );
    return this.desk.one(conflictId, caller);
  }
}
