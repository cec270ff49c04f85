import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';
import { Code, Day, Flag, Id, Ids, Instant, Label, OneOf, Optional, Part, Parts } from '#contracts/fields';
import { LEAD_ENDS } from '#contracts/vocabulary';
import { Invalid } from '#domain/refused';
import { parseSiret } from '#domain/siret';
import { Allow, Caller } from '#service/allow';
import { EXAMPLE_SIRET } from '#service/example-siret';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import { Arbitrate } from './commands/arbitrate';
import { EndArbitration } from './commands/end-arbitration';
import type { Arbitration } from './domain/arbitration';
import { sightOf } from './domain/caller';
import { ArbitrationRepository } from './storage/arbitration.repository';
import { EmployerCardAnswer } from './worklist.http';

class ArbitrationToDecide {
  /** Either the employer or its SIRET. */
  @Optional() @Id() employerId?: string;
  @Optional() @Label(20) siret?: string;
  @Id() partnerId: string;
  /** One unit of the partner, or any of them. */
  @Optional() @Id() unitId?: string;
  /** Why, without naming a person: both partners read it. */
  @Label(300) reason: string;
  /** Its last day, six months away at most. */
  @Day() until: string;
}

class ArbitrationAnswer {
  @Id() arbitrationId: string;
  @Id() employerId: string;
  @Id() partnerId: string;
  @Optional() @Id() unitId: string | null;
  @Id() leadId: string;
  /** Partners whose lead it ended. */
  @Ids() takenFrom: string[];
  @Label(300) reason: string;
  /** The first instant after it. */
  @Instant() until: string;
  @Instant() decidedAt: string;
  @Code(120) decidedBy: string;
}

class ArbitrationItem extends ArbitrationAnswer {
  @Part(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  @Flag() inForce: boolean;
  @Optional() @Instant() endedAt: string | null;
  @Optional() @OneOf(LEAD_ENDS) endReason: string | null;
}

class ArbitrationsAnswer {
  @Parts(() => ArbitrationItem) items: ArbitrationItem[];
}

class ArbitrationsQuestion {
  /** Only what stands today. */
  @Optional() @Transform(({ value }) => value === 'true' || value === true) @IsBoolean() inForce?: boolean;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

const EXAMPLE = {
  siret: EXAMPLE_SIRET,
  partnerId: '0199a000-0000-7000-8000-0000000000a1',
  reason: 'Demande conjointe des deux structures au comité du 3 mars',
  until: '2026-06-30',
};
const PAGE = 200;

@ApiTags('Arbitrages')
@Controller('v1/arbitrations')
export class ArbitrationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly arbitrations: ArbitrationRepository,
  ) {}

  @Post()
  @HttpCode(201)
  @Allow({ roles: ['COORDINATOR'] })
  @ApiOperation({
    summary: 'Arbitrer : confier un employeur à un partenaire, avec un motif et une fin',
    description:
      'Passe outre un chef de file, la connaissance, une restitution récente et la carence d’un autre ; jamais une opposition, une diffusion partielle, ni le propre établissement du partenaire.',
  })
  @ApiBody({ type: ArbitrationToDecide, examples: { arbitrage: { value: EXAMPLE } } })
  @ApiCreatedResponse({ type: ArbitrationAnswer })
  async decide(
    @Caller() caller: CallerIdentity,
    @Body() body: ArbitrationToDecide,
  ): Promise<ArbitrationAnswer> {
    const { employerId, siret, partnerId, unitId, reason, until } = body;
    if (!employerId === !siret) throw whichEmployer();
    const of = siret ? { siret: parseSiret(siret) } : { employerId };
    const command = new Arbitrate(
      uuidv7(),
      uuidv7(),
      uuidv7(),
      of,
      partnerId,
      unitId ?? null,
      reason,
      until,
      who(caller),
    );
    return answerOf(await this.commands.execute(command));
  }

  @Get()
  @Allow({ roles: ['COORDINATOR', 'PILOT', 'UNIT_MANAGER', 'AGENT'], scopes: ['assignments:read'] })
  @ApiOperation({ summary: 'Lire les arbitrages du territoire, ou ceux qui concernent votre structure' })
  @ApiQuery({ name: 'inForce', required: false, type: Boolean })
  @ApiQuery({ name: 'limit', required: false, type: Number })
  @ApiOkResponse({ type: ArbitrationsAnswer })
  async list(
    @Caller() caller: CallerIdentity,
    @Query() { inForce, limit }: ArbitrationsQuestion,
  ): Promise<ArbitrationsAnswer> {
    const rows = await this.arbitrations.page(sightOf(caller), inForce ?? false, limit ?? PAGE);
    return {
      items: rows.map((row) => ({
        ...answerOf(row),
        employer: row.employer,
        inForce: row.inForce,
        endedAt: row.leadEndedAt?.toISOString() ?? null,
        endReason: row.leadEndReason,
      })),
    };
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow({ roles: ['COORDINATOR'] })
  @ApiOperation({ summary: 'Mettre fin à un arbitrage : les règles ordinaires reprennent' })
  @ApiNoContentResponse()
  async end(@Caller() caller: CallerIdentity, @IdParam('id') arbitrationId: string): Promise<void> {
    await this.commands.execute(new EndArbitration(arbitrationId, who(caller)));
  }
}

const who = (caller: CallerIdentity) => ({
  territoryId: caller.territoryId,
  who: `${caller.kind}:${caller.id}`,
});

function whichEmployer(): Invalid {
  const detail = 'Indiquez l’employeur par son SIRET, ou par son identifiant, et non par les deux.';
  return new Invalid('which-employer', detail, [{ pointer: '/siret', code: 'which-employer', detail }]);
}

function answerOf(one: Arbitration): ArbitrationAnswer {
  const { arbitrationId, employerId, partnerId, unitId, leadId, takenFrom, reason, decidedBy } = one;
  return {
    arbitrationId,
    employerId,
    partnerId,
    unitId,
    leadId,
    takenFrom: [...takenFrom],
    reason,
    decidedBy,
    until: one.until.toISOString(),
    decidedAt: one.decidedAt.toISOString(),
  };
}
