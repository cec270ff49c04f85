import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { v7 as uuidv7 } from 'uuid';
import { Amount, Code, Count, Flag, Id, Instant, Label, Optional, Part, Parts } from '#contracts/fields';
import { UnitOfWork } from '#messaging/unit-of-work';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import { CommentScenario } from './commands/comment-scenario';
import { RetainScenario } from './commands/retain-scenario';
import { SaveScenario } from './commands/save-scenario';
import { mustSee, READS_BOARD, STEERS } from './plan-rights';
import { CapacityAnswer, PairAnswer, RulesAnswer, ScenarioForm } from './plan-rules.forms';
import { trialOf } from './plan-trial';
import { inPosts } from './planning/board-figures';
import { PlanAnswer } from './plans.forms';
import { PlanRepository } from './storage/plan.repository';
import { rulesAnswer } from './storage/plan-board.repository';
import { PlanViewRepository } from './storage/plan-view.repository';
import { type Scenario, ScenarioRepository } from './storage/scenario.repository';
import { TerritoryRepository } from './storage/territory.repository';

const MORE_HIDDEN = { name: 'Marché caché à 56 %', rules: { floors: [{ segment: 'HIDDEN', percent: 56 }] } };
const WORDS = { text: 'D’accord, si l’antenne de Woippy garde ses grands comptes.' };

class CommentForm {
  /** Nobody’s name, nothing about a person (BR-114). */
  @Label(500) text: string;
}

class CommentAnswer {
  @Label(500) text: string;
  /** The partner whose member wrote it; absent for the coordination. */
  @Optional() @Label() by: string | null;
  @Instant() at: string;
}

class ScenarioAnswer {
  @Id() scenarioId: string;
  @Id() planId: string;
  @Label() name: string;
  @Part(() => RulesAnswer) rules: RulesAnswer;
  @Parts(() => CapacityAnswer) capacities: CapacityAnswer[];
  @Parts(() => PairAnswer) pins: PairAnswer[];
  @Parts(() => PairAnswer) forbids: PairAnswer[];
  /** What it came to when it was saved: expected posts and employers visited. */
  @Amount() value: number;
  @Count() assigned: number;
  /** The draft’s inputs that it was computed on; `stale` when the draft was planned anew since. */
  @Code(64) inputsHash: string;
  @Flag() stale: boolean;
  @Instant() savedAt: string;
  @Optional() @Instant() retainedAt: string | null;
  @Parts(() => CommentAnswer) comments: CommentAnswer[];
}

class ScenariosAnswer {
  @Parts(() => ScenarioAnswer) items: ScenarioAnswer[];
}

@ApiTags('Plans')
@Controller('v1/plans')
export class PlanScenariosController {
  constructor(
    private readonly commands: CommandBus,
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly scenarios: ScenarioRepository,
    private readonly territories: TerritoryRepository,
    private readonly views: PlanViewRepository,
  ) {}

  @Post(':id/scenarios')
  @HttpCode(201)
  @Allow(STEERS)
  @ApiOperation({ summary: 'Enregistrer un scénario d’un projet de plan' })
  @ApiBody({ type: ScenarioForm, examples: { plancher: { value: MORE_HIDDEN } } })
  @ApiCreatedResponse({ type: ScenarioAnswer })
  async save(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @Body() body: ScenarioForm,
  ): Promise<ScenarioAnswer> {
    await this.seen(caller, planId);
    const scenario: Scenario = await this.commands.execute(
      new SaveScenario(uuidv7(), planId, body.name, trialOf(body), caller.id),
    );
    return this.one(caller, planId, scenario.scenarioId);
  }

  @Get(':id/scenarios')
  @Allow(READS_BOARD)
  @ApiOperation({ summary: 'Lister les scénarios d’un plan, avec leurs commentaires' })
  @ApiOkResponse({ type: ScenariosAnswer })
  async list(@Caller() caller: CallerIdentity, @IdParam('id') planId: string): Promise<ScenariosAnswer> {
    return { items: await this.answers(caller, planId) };
  }

  @Get(':id/scenarios/:sid')
  @Allow(READS_BOARD)
  @ApiOperation({ summary: 'Lire un scénario' })
  @ApiOkResponse({ type: ScenarioAnswer })
  read(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @IdParam('sid') scenarioId: string,
  ): Promise<ScenarioAnswer> {
    return this.one(caller, planId, scenarioId);
  }

  @Post(':id/scenarios/:sid/comments')
  @HttpCode(201)
  @Allow(READS_BOARD)
  @ApiOperation({ summary: 'Commenter un scénario' })
  @ApiBody({ type: CommentForm, examples: { accord: { value: WORDS } } })
  @ApiCreatedResponse({ type: ScenarioAnswer })
  async comment(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @IdParam('sid') scenarioId: string,
    @Body() { text }: CommentForm,
  ): Promise<ScenarioAnswer> {
    await this.seen(caller, planId);
    const comment = { commentId: uuidv7(), scenarioId, partnerId: caller.partnerId, text };
    await this.commands.execute(new CommentScenario(planId, comment, caller.id));
    return this.one(caller, planId, scenarioId);
  }

  @Post(':id/scenarios/:sid/retain')
  @HttpCode(200)
  @Allow(STEERS)
  @ApiOperation({ summary: 'Retenir un scénario : ses règles et ses capacités deviennent celles du projet' })
  @ApiOkResponse({ type: PlanAnswer })
  async retain(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @IdParam('sid') scenarioId: string,
  ): Promise<PlanAnswer> {
    await this.seen(caller, planId);
    return this.views.planAnswer(await this.commands.execute(new RetainScenario(planId, scenarioId)));
  }

  private async one(caller: CallerIdentity, planId: string, scenarioId: string): Promise<ScenarioAnswer> {
    await this.unitOfWork.run([], (tx) => this.scenarios.get(tx, planId, scenarioId));
    return (await this.answers(caller, planId)).find((one) => one.scenarioId === scenarioId)!;
  }

  private answers(caller: CallerIdentity, planId: string): Promise<ScenarioAnswer[]> {
    return this.unitOfWork.run([], async (tx) => {
      const plan = mustSee(caller, await this.plans.get(tx, planId));
      const all = await this.scenarios.list(tx, planId);
      const comments = await this.scenarios.comments(
        tx,
        all.map((one) => one.scenarioId),
      );
      const nameOf = await this.territories.partnerNames();
      return all.map((one) => ({
        ...answerOf(one, plan.inputsHash),
        comments: comments
          .filter((comment) => comment.scenarioId === one.scenarioId)
          .map(({ text, partnerId, writtenAt }) => ({
            text,
            by: partnerId && nameOf(partnerId),
            at: writtenAt.toISOString(),
          })),
      }));
    });
  }

  private async seen(caller: CallerIdentity, planId: string): Promise<void> {
    mustSee(caller, await this.unitOfWork.run([], (tx) => this.plans.get(tx, planId)));
  }
}

function answerOf(scenario: Scenario, inputsHash: string | null): Omit<ScenarioAnswer, 'comments'> {
  const { scenarioId, planId, name, wishes, value, assigned, savedAt, retainedAt } = scenario;
  const pairs = (all: typeof wishes.pins) =>
    all.map(({ employerId, structureId: unitId }) => ({ employerId, unitId }));
  return {
    scenarioId,
    planId,
    name,
    rules: rulesAnswer(wishes.rules),
    capacities: [...wishes.capacities],
    pins: pairs(wishes.pins),
    forbids: pairs(wishes.forbids),
    value: inPosts(value),
    assigned,
    inputsHash: scenario.inputsHash,
    stale: scenario.inputsHash !== inputsHash,
    savedAt: savedAt.toISOString(),
    retainedAt: retainedAt?.toISOString() ?? null,
  };
}
