import { Body, Controller, Delete, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { v7 as uuidv7 } from 'uuid';
import { Day, Id, Label, OneOf, Optional } from '#contracts/fields';
import { UnitOfWork } from '#messaging/unit-of-work';
import { Allow, Caller } from '#service/allow';
import { EXAMPLE_SIRET } from '#service/example-siret';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import { GivePin } from './commands/give-pin';
import { WithdrawPin } from './commands/withdraw-pin';
import { PIN_KINDS, type PinKind } from './domain/pin';
import { PinAnswer } from './plan-board.forms';
import { mustSee, STEERS } from './plan-rights';
import { Trials } from './planning/trials';
import { PlanAnswer } from './plans.forms';
import { NamedEmployer } from './storage/named-employer';
import { PlanRepository } from './storage/plan.repository';
import { PlanBoardRepository } from './storage/plan-board.repository';
import { PlanViewRepository } from './storage/plan-view.repository';

const TO_WOIPPY = {
  siret: EXAMPLE_SIRET,
  unitId: '0199a000-0000-7000-8000-0000000000b1',
  kind: 'PIN',
  reason: 'L’antenne y accompagne déjà une action de recrutement.',
  until: '2027-03-31',
};

class PinForm {
  /** One of the two names the employer. */
  @Optional() @Id() employerId?: string;
  @Optional() @Label(20) siret?: string;
  @Id() unitId: string;
  @OneOf(PIN_KINDS) kind: PinKind;
  /** Shown to the committee; nobody’s name. */
  @Label(400) reason: string;
  /** First day on which it no longer counts, within six months (BR-40). */
  @Day() until: string;
}

@ApiTags('Plans')
@Controller('v1/plans')
export class PlanPinsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly trials: Trials,
    private readonly boards: PlanBoardRepository,
    private readonly views: PlanViewRepository,
    private readonly named: NamedEmployer,
  ) {}

  @Post(':id/pins')
  @HttpCode(201)
  @Allow(STEERS)
  @ApiOperation({
    summary: 'Épingler un employeur à une structure, ou le lui interdire, avec une raison et une fin',
  })
  @ApiBody({ type: PinForm, examples: { épingle: { value: TO_WOIPPY } } })
  @ApiCreatedResponse({ type: PinAnswer })
  async give(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @Body() body: PinForm,
  ): Promise<PinAnswer> {
    await this.seen(caller, planId);
    const { unitId, kind, reason, until } = body;
    const employerId = await this.named.idOf(body);
    const pinId = uuidv7();
    await this.commands.execute(
      new GivePin({ pinId, planId, employerId, unitId, kind, reason, until }, caller.id),
    );
    return this.unitOfWork.run([], async (tx) => {
      const plan = await this.plans.get(tx, planId);
      const pins = await this.boards.pins(tx, planId, await this.trials.current(tx, plan), null);
      return pins.find((one) => one.pinId === pinId)!;
    });
  }

  @Delete(':id/pins/:pinId')
  @Allow(STEERS)
  @ApiOperation({ summary: 'Retirer une épingle ou une interdiction' })
  @ApiOkResponse({ type: PlanAnswer })
  async withdraw(
    @Caller() caller: CallerIdentity,
    @IdParam('id') planId: string,
    @IdParam('pinId') pinId: string,
  ): Promise<PlanAnswer> {
    await this.seen(caller, planId);
    return this.views.planAnswer(await this.commands.execute(new WithdrawPin(planId, pinId)));
  }

  private async seen(caller: CallerIdentity, planId: string): Promise<void> {
    mustSee(caller, await this.unitOfWork.run([], (tx) => this.plans.get(tx, planId)));
  }
}
