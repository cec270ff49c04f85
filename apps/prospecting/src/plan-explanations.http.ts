import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Day, Id, Label, Optional } from '#contracts/fields';
import { NotFound } from '#domain/refused';
import { UnitOfWork } from '#messaging/unit-of-work';
import { Allow, Caller } from '#service/allow';
import { EmployerRefs } from '#service/employer-ref';
import { EXAMPLE_SIRET } from '#service/example-siret';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import { ExplanationAnswer, WhyAnswer } from './plan-explanations.forms';
import { mustSee, onlyPartnerOf, onlyUnitOf, READS, seesTerritory } from './plan-rights';
import { Trials } from './planning/trials';
import { NamedEmployer } from './storage/named-employer';
import { PlanRepository } from './storage/plan.repository';
import { PlanExplanationRepository } from './storage/plan-explanation.repository';
import { PlanWhyRepository } from './storage/plan-why.repository';

class EmployerQuestion {
  @Optional() @Label(20) siret?: string;
  @Optional() @Id() employerId?: string;
}

class ExplanationQuestion extends EmployerQuestion {
  @Optional() @Id() scenarioId?: string;
}

class WhyQuestion extends EmployerQuestion {
  @Day() on: string;
}

const seesOf = (caller: CallerIdentity) => ({
  onlyPartner: onlyPartnerOf(caller),
  onlyUnit: onlyUnitOf(caller),
});

@ApiTags('Plans')
@Controller('v1/plans')
export class PlanExplanationsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly trials: Trials,
    private readonly explanations: PlanExplanationRepository,
    private readonly whys: PlanWhyRepository,
    private readonly named: NamedEmployer,
    private readonly employers: EmployerRefs,
  ) {}

  @Get('why')
  @Allow(READS)
  @ApiOperation({
    summary: 'Pourquoi ce partenaire, ce jour-là ? Recalculé sur les données et la politique d’alors',
  })
  @ApiQuery({ name: 'siret', required: false, example: EXAMPLE_SIRET })
  @ApiQuery({ name: 'employerId', required: false })
  @ApiQuery({ name: 'on', example: '2027-03-15' })
  @ApiOkResponse({ type: WhyAnswer })
  async why(@Caller() caller: CallerIdentity, @Query() question: WhyQuestion): Promise<WhyAnswer> {
    const employerId = await this.named.idOf(question);
    const employer = (await this.employers.byId([employerId])).get(employerId);
    if (!employer || !seesTerritory(caller, employer.territoryId ?? ''))
      throw new NotFound('employer-unknown', 'Aucun employeur connu ne porte ce SIRET.');
    return this.unitOfWork.run([], (tx) => this.whys.why(tx, employer, question.on, seesOf(caller)));
  }

  @Get(':id/explanations')
  @Allow(READS)
  @ApiOperation({
    summary: 'Expliquer la décision d’un plan sur un employeur : partenaires possibles, prix, changements',
  })
  @ApiQuery({ name: 'siret', required: false, example: EXAMPLE_SIRET })
  @ApiQuery({ name: 'employerId', required: false })
  @ApiQuery({ name: 'scenarioId', required: false })
  @ApiOkResponse({ type: ExplanationAnswer })
  async explain(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @Query() question: ExplanationQuestion,
  ): Promise<ExplanationAnswer> {
    return this.unitOfWork.run([], async (tx) => {
      const plan = mustSee(caller, await this.plans.get(tx, planId));
      const employerId = await this.named.idOf(question);
      const planned = await this.trials.scenario(tx, plan, question.scenarioId ?? null);
      return this.explanations.explanation(planned, employerId, seesOf(caller));
    });
  }
}
