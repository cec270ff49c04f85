import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { v7 as uuidv7 } from 'uuid';
import { UNASSIGNED_REASONS } from '#contracts/vocabulary';
import { Forbidden, NotFound } from '#domain/refused';
import { UnitOfWork } from '#messaging/unit-of-work';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import { AdoptPlan } from './commands/adopt-plan';
import { AllocatePlan } from './commands/allocate-plan';
import { ClosePlan } from './commands/close-plan';
import { DraftPlan } from './commands/draft-plan';
import { EvaluatePlan } from './commands/evaluate-plan';
import { RecordVoices } from './commands/record-voices';
import { SubmitPlan } from './commands/submit-plan';
import type { Plan } from './domain/plan';
import { mustSee, onlyPartnerOf, READS, READS_BOARD, STEERS, seesTerritory } from './plan-rights';
import {
  EvaluationAnswer,
  PlanAnswer,
  PlanLinesAnswer,
  PlanLinesQuestion,
  PlansAnswer,
  PlanToDraft,
  VoiceToRecord,
} from './plans.forms';
import { PlanRepository } from './storage/plan.repository';
import { PlanViewRepository } from './storage/plan-view.repository';

const DRAFT = { name: 'Printemps 2027', from: '2027-03-01', until: '2027-06-01' };
const VOICE = {
  partnerId: '0199a000-0000-7000-8000-0000000000a1',
  inFavour: true,
  remark: 'D’accord, en gardant les grands comptes.',
};

@ApiTags('Plans')
@Controller('v1/plans')
export class PlansController {
  constructor(
    private readonly commands: CommandBus,
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly views: PlanViewRepository,
  ) {}

  @Post()
  @HttpCode(201)
  @Allow(STEERS)
  @ApiOperation({ summary: 'Préparer un projet de plan de prospection concertée' })
  @ApiBody({ type: PlanToDraft, examples: { printemps: { value: DRAFT } } })
  @ApiCreatedResponse({ type: PlanAnswer })
  async draft(@Caller() caller: CallerIdentity, @Body() body: PlanToDraft): Promise<PlanAnswer> {
    const territoryId = body.territoryId ?? caller.territoryId;
    if (!territoryId)
      throw new Forbidden('no-territory', 'Dites pour quel territoire préparer ce plan (territoryId).');
    if (!seesTerritory(caller, territoryId))
      throw new NotFound('territory-unknown', 'Ce territoire n’existe pas.');
    const plan: Plan = await this.commands.execute(
      new DraftPlan(uuidv7(), territoryId, body.name, body.from, body.until),
    );
    return this.views.planAnswer(plan);
  }

  @Get()
  @Allow(READS)
  @ApiOperation({ summary: 'Lister les plans de votre territoire' })
  @ApiOkResponse({ type: PlansAnswer })
  async list(@Caller() caller: CallerIdentity): Promise<PlansAnswer> {
    const plans = await this.unitOfWork.run([], (tx) => this.plans.list(tx, caller.territoryId));
    const seen = plans.filter((plan) => seesTerritory(caller, plan.territoryId));
    return { items: await Promise.all(seen.map((plan) => this.views.planAnswer(plan, remarksFor(caller)))) };
  }

  @Get(':id')
  @Allow(READS)
  @ApiOperation({
    summary: 'Lire un plan : état, voix, charge de chaque partenaire, non attribués par raison',
  })
  @ApiOkResponse({ type: PlanAnswer })
  async read(@Caller() caller: CallerIdentity, @IdParam('id') planId: string): Promise<PlanAnswer> {
    return this.views.planAnswer(await this.seen(caller, planId), remarksFor(caller));
  }

  @Get(':id/lines')
  @Allow(READS)
  @ApiOperation({ summary: 'Lire les lignes d’un plan : qui, pourquoi, ou pourquoi personne' })
  @ApiQuery({ name: 'partnerId', required: false })
  @ApiQuery({ name: 'unassigned', required: false, enum: UNASSIGNED_REASONS })
  @ApiQuery({ name: 'cursor', required: false, description: 'Le « next » de la page précédente' })
  @ApiQuery({ name: 'limit', required: false, type: Number })
  @ApiOkResponse({ type: PlanLinesAnswer })
  async lines(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @Query() question: PlanLinesQuestion,
  ): Promise<PlanLinesAnswer> {
    await this.seen(caller, planId);
    return this.views.lines(planId, onlyPartnerOf(caller), question);
  }

  @Post(':id/allocate')
  @HttpCode(200)
  @Allow(STEERS)
  @ApiOperation({ summary: 'Calculer les attributions d’un projet de plan' })
  @ApiOkResponse({ type: PlanAnswer })
  async allocate(@Caller() caller: CallerIdentity, @IdParam('id') planId: string): Promise<PlanAnswer> {
    await this.seen(caller, planId);
    return this.views.planAnswer(await this.commands.execute(new AllocatePlan(planId)));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Allow(STEERS)
  @ApiOperation({ summary: 'Soumettre un plan au comité de pilotage' })
  @ApiOkResponse({ type: PlanAnswer })
  async submit(@Caller() caller: CallerIdentity, @IdParam('id') planId: string): Promise<PlanAnswer> {
    await this.seen(caller, planId);
    return this.views.planAnswer(await this.commands.execute(new SubmitPlan(planId)));
  }

  @Post(':id/voices')
  @HttpCode(200)
  @Allow({ roles: ['COORDINATOR', 'UNIT_MANAGER', 'OPERATOR'] })
  @ApiOperation({ summary: 'Consigner les voix d’un membre du comité' })
  @ApiBody({ type: VoiceToRecord, examples: { pour: { value: VOICE } } })
  @ApiOkResponse({ type: PlanAnswer })
  async voice(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @Body() body: VoiceToRecord,
  ): Promise<PlanAnswer> {
    await this.seen(caller, planId);
    const { inFavour, remark = null } = body;
    const steers = caller.roles.some((role) => role === 'COORDINATOR' || role === 'OPERATOR');
    const partnerId = body.partnerId ?? caller.partnerId;
    if (!partnerId || (!steers && partnerId !== caller.partnerId))
      throw new Forbidden('not-your-voices', 'Vous ne consignez que les voix de votre propre structure.');
    return this.views.planAnswer(
      await this.commands.execute(new RecordVoices(planId, { partnerId, inFavour, remark })),
    );
  }

  @Post(':id/adopt')
  @HttpCode(200)
  @Allow(STEERS)
  @ApiOperation({
    summary: 'Adopter un plan : ses chefs de file commencent, ce qui est déjà suivi est laissé',
  })
  @ApiOkResponse({ type: PlanAnswer })
  async adopt(@Caller() caller: CallerIdentity, @IdParam('id') planId: string): Promise<PlanAnswer> {
    await this.seen(caller, planId);
    return this.views.planAnswer(await this.commands.execute(new AdoptPlan(planId)));
  }

  @Post(':id/close')
  @HttpCode(200)
  @Allow(STEERS)
  @ApiOperation({ summary: 'Clore un plan : ses prospects retournent au pot commun' })
  @ApiOkResponse({ type: PlanAnswer })
  async close(@Caller() caller: CallerIdentity, @IdParam('id') planId: string): Promise<PlanAnswer> {
    await this.seen(caller, planId);
    return this.views.planAnswer(await this.commands.execute(new ClosePlan(planId)));
  }

  @Post(':id/evaluation')
  @HttpCode(200)
  @Allow(STEERS)
  @ApiOperation({ summary: 'Évaluer un plan clos' })
  @ApiOkResponse({ type: EvaluationAnswer })
  async evaluate(@Caller() caller: CallerIdentity, @IdParam('id') planId: string): Promise<EvaluationAnswer> {
    await this.seen(caller, planId);
    await this.commands.execute(new EvaluatePlan(planId));
    return this.views.evaluation(await this.seen(caller, planId));
  }

  @Get(':id/evaluation')
  @Allow(READS)
  @ApiOperation({ summary: 'Lire l’évaluation d’un plan : provisoire tant qu’il n’est pas clos et évalué' })
  @ApiOkResponse({ type: EvaluationAnswer })
  async evaluation(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
  ): Promise<EvaluationAnswer> {
    return this.views.evaluation(await this.seen(caller, planId));
  }

  private async seen(caller: CallerIdentity, planId: string): Promise<Plan> {
    return mustSee(caller, await this.unitOfWork.run([], (tx) => this.plans.get(tx, planId)));
  }
}

const remarksFor = (caller: CallerIdentity) => ({
  remarks: READS_BOARD.roles.some((role) => caller.roles.includes(role)),
});
