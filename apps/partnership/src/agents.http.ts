import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsEmail, IsIn, ValidateNested } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';
import { Count, Day, Flag, Id, Label, Optional } from '#contracts/fields';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import { ChangeAgent } from './commands/change-agent';
import { WelcomeAgent } from './commands/welcome-agent';
import { PERSON_ROLES, type PersonRole } from './domain/agent';
import {
  mustChangeAgent,
  mustGovern,
  mustGovernPartner,
  mustSee,
  seesAgent,
  seesPartner,
} from './domain/rights';
import { PartnerRepository } from './storage/partner.repository';

const LowerCase = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.trim().toLowerCase() : value,
  );

class AgentToWelcome {
  @Id() partnerId: string;
  @Id() unitId: string;
  @Label(120) displayName: string;
  @LowerCase() @IsEmail() email: string;
  @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsIn([...PERSON_ROLES], { each: true }) roles: PersonRole[];
  /** The territory that a coordinator or a pilot sees; the partner's first one when absent. */
  @Optional() @Id() territoryId?: string | null;
  /** Visits a month; 0 when not declared (BR-26). */
  @Optional() @Count(200) capacityPerMonth?: number;
}

class AgentToChange {
  @Optional() @Id() unitId?: string;
  @Optional() @Label(120) displayName?: string;
  @Optional() @LowerCase() @IsEmail() email?: string;
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn([...PERSON_ROLES], { each: true })
  roles?: PersonRole[];
  @Optional() @Id() territoryId?: string | null;
  @Optional() @Count(200) capacityPerMonth?: number;
  @Optional() @Flag() active?: boolean;
  @Optional() @Day() absentFrom?: string | null;
  @Optional() @Day() absentUntil?: string | null;
}

class AgentAnswer {
  @Id() agentId: string;
  @Id() partnerId: string;
  @Id() unitId: string;
  @Label(120) displayName: string;
  @IsEmail() email: string;
  @IsArray() @IsIn([...PERSON_ROLES], { each: true }) roles: readonly PersonRole[];
  @Optional() @Id() territoryId: string | null;
  @Count(200) capacityPerMonth: number;
  @Flag() active: boolean;
  @Optional() @Day() absentFrom: string | null;
  @Optional() @Day() absentUntil: string | null;
}

class AgentsAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => AgentAnswer) items: AgentAnswer[];
}

const EXAMPLE = {
  partnerId: '0199a000-0000-7000-8000-0000000000a1',
  unitId: '0199a000-0000-7000-8000-0000000000c1',
  displayName: 'Camille Exemple',
  email: 'camille.exemple@plie.invalid',
  roles: ['AGENT'],
  capacityPerMonth: 12,
};

@ApiTags('Agents')
@Controller('v1/agents')
export class AgentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly partners: PartnerRepository,
  ) {}

  @Get()
  @Allow({ roles: ['OPERATOR', 'COORDINATOR', 'UNIT_MANAGER', 'AGENT'] })
  @ApiOperation({ summary: 'Lister les agents que vous pouvez voir' })
  @ApiOkResponse({ type: AgentsAnswer })
  async list(@Caller() caller: CallerIdentity): Promise<AgentsAnswer> {
    const partners = new Map((await this.partners.partners()).map((one) => [one.partnerId, one]));
    const agents = await this.partners.agents();
    return { items: agents.filter((agent) => seesAgent(caller, agent, partners.get(agent.partnerId)!)) };
  }

  @Post()
  @Allow({ roles: ['OPERATOR', 'COORDINATOR'] })
  @ApiOperation({ summary: 'Inscrire un agent' })
  @ApiBody({ type: AgentToWelcome, examples: { agent: { value: EXAMPLE } } })
  @ApiCreatedResponse({ type: AgentAnswer })
  async welcome(@Caller() caller: CallerIdentity, @Body() body: AgentToWelcome): Promise<AgentAnswer> {
    const partner = await this.partners.partner(body.partnerId);
    mustSee(seesPartner(caller, partner));
    mustGovernPartner(caller, partner);
    const territoryId = body.territoryId ?? partner.territoryIds[0] ?? null;
    if (territoryId) mustGovern(caller, [territoryId]);
    return this.commands.execute(
      new WelcomeAgent({
        agentId: uuidv7(),
        active: true,
        absentFrom: null,
        absentUntil: null,
        ...body,
        territoryId,
        capacityPerMonth: body.capacityPerMonth ?? 0,
      }),
    );
  }

  @Get(':id')
  @Allow({ roles: ['OPERATOR', 'COORDINATOR', 'UNIT_MANAGER', 'AGENT'] })
  @ApiOperation({ summary: 'Lire la fiche d’un agent' })
  @ApiOkResponse({ type: AgentAnswer })
  async read(@Caller() caller: CallerIdentity, @IdParam('id') id: string): Promise<AgentAnswer> {
    return (await this.seen(caller, id)).agent;
  }

  @Patch(':id')
  @Allow({ roles: ['OPERATOR', 'COORDINATOR', 'UNIT_MANAGER'] })
  @ApiOperation({
    summary: 'Changer la capacité, l’absence, la structure ou les rôles d’un agent',
    description:
      'Avant de désactiver un agent (`active: false`), lisez `GET /v1/agents/{id}/commitments` : une visite proche sans personne pour la tenir doit d’abord être confiée à un collègue (BR-35).',
  })
  @ApiBody({
    type: AgentToChange,
    examples: { absence: { value: { absentFrom: '2026-03-02', absentUntil: '2026-03-13' } } },
  })
  @ApiOkResponse({ type: AgentAnswer })
  async change(
    @Caller() caller: CallerIdentity,
    @IdParam('id') id: string,
    @Body() body: AgentToChange,
  ): Promise<AgentAnswer> {
    const { agent, partner } = await this.seen(caller, id);
    const fields = Object.entries(body).filter(([, value]) => value !== undefined);
    mustChangeAgent(
      caller,
      partner,
      fields.map(([name]) => name),
    );
    if (body.territoryId) mustGovern(caller, [body.territoryId]);
    return this.commands.execute(new ChangeAgent(agent, body));
  }

  private async seen(caller: CallerIdentity, agentId: string) {
    const agent = await this.partners.agent(agentId);
    const partner = await this.partners.partner(agent.partnerId);
    mustSee(seesAgent(caller, agent, partner));
    return { agent, partner };
  }
}
