import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Code, Id, Optional } from '#contracts/fields';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import type { Plan } from './domain/plan';
import { BoardAnswer, DiffAnswer, SimulationAnswer } from './plan-board.forms';
import { mustSee, onlyPartnerOf, READS_BOARD } from './plan-rights';
import { SimulationForm } from './plan-rules.forms';
import { trialOf } from './plan-trial';
import { Trials } from './planning/trials';
import { PlanRepository } from './storage/plan.repository';
import { PlanBoardRepository } from './storage/plan-board.repository';
import { PlanDriftRepository } from './storage/plan-drift.repository';

const CURRENT = 'current';
const HIDDEN_AT_56 = { rules: { floors: [{ segment: 'HIDDEN', percent: 56 }] } };

class BoardQuestion {
  @Optional() @Id() scenarioId?: string;
}

class DiffQuestion {
  /** A scenario’s id, or `current` for the plan itself. */
  @Optional() @Code() from?: string;
  @Optional() @Code() to?: string;
}

@ApiTags('Plans')
@Controller('v1/plans')
export class PlanBoardController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly trials: Trials,
    private readonly boards: PlanBoardRepository,
    private readonly drifts: PlanDriftRepository,
  ) {}

  @Get(':id/board')
  @Allow(READS_BOARD)
  @ApiOperation({
    summary: 'Lire le tableau d’un plan ou d’un scénario : structures et segments, prix des règles, preuve',
  })
  @ApiQuery({ name: 'scenarioId', required: false })
  @ApiOkResponse({ type: BoardAnswer })
  board(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @Query() { scenarioId }: BoardQuestion,
  ): Promise<BoardAnswer> {
    return this.onPlan(caller, planId, async (tx, plan) => {
      const planned = await this.trials.scenario(tx, plan, scenarioId ?? null);
      const asked = { scenarioId: scenarioId ?? null, onlyPartner: onlyPartnerOf(caller) };
      const drift = await this.drifts.drift(tx, plan, planned.problem.inputs);
      return { ...(await this.boards.board(tx, plan, planned, asked)), drift };
    });
  }

  @Post(':id/simulate')
  @HttpCode(200)
  @Allow(READS_BOARD)
  @ApiOperation({ summary: 'Essayer d’autres règles sur un plan, sans rien enregistrer' })
  @ApiBody({ type: SimulationForm, examples: { plancher: { value: HIDDEN_AT_56 } } })
  @ApiOkResponse({ type: SimulationAnswer })
  simulate(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @Body() body: SimulationForm,
  ): Promise<SimulationAnswer> {
    return this.onPlan(caller, planId, async (tx, plan) => {
      const { planned } = await this.trials.of(tx, plan, trialOf(body));
      const before = await this.trials.scenario(tx, plan, body.compareTo ?? null);
      const onlyPartner = onlyPartnerOf(caller);
      return {
        board: await this.boards.board(tx, plan, planned, { onlyPartner }),
        diff: await this.boards.diff(before, planned, onlyPartner),
      };
    });
  }

  @Get(':id/diff')
  @Allow(READS_BOARD)
  @ApiOperation({
    summary: 'Comparer deux scénarios, ou un scénario et le plan : qui change, qui entre, qui sort',
  })
  @ApiQuery({ name: 'from', required: false, description: 'Un scénario, ou « current » pour le plan' })
  @ApiQuery({ name: 'to', required: false, description: 'Un scénario, ou « current » pour le plan' })
  @ApiOkResponse({ type: DiffAnswer })
  diff(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @Query() { from = CURRENT, to = CURRENT }: DiffQuestion,
  ): Promise<DiffAnswer> {
    return this.onPlan(caller, planId, async (tx, plan) => {
      const planned = (id: string) => this.trials.scenario(tx, plan, id === CURRENT ? null : id);
      return this.boards.diff(await planned(from), await planned(to), onlyPartnerOf(caller));
    });
  }

  private onPlan<T>(
    caller: CallerIdentity,
    planId: string,
    read: (tx: Transaction, plan: Plan) => Promise<T>,
  ): Promise<T> {
    return this.unitOfWork.run([], async (tx) => read(tx, mustSee(caller, await this.plans.get(tx, planId))));
  }
}
