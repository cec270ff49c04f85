import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsEmail } from 'class-validator';
import { Id, OneOf, Optional } from '#contracts/fields';
import { Forbidden, NotFound } from '#domain/refused';
import { Allow, Caller } from '#service/allow';
import type { CallerIdentity } from '#service/identity';
import { type Agent, PERSON_ROLES, type PersonRole } from './domain/agent';
import { PartnerRepository } from './storage/partner.repository';
import { TerritoryRepository } from './storage/territory.repository';

class WhoIs {
  @Optional() @IsEmail() email?: string;
  @Optional() @Id() agentId?: string;
  /** The first person of a role: for the personas of a demonstration. */
  @Optional() @OneOf(PERSON_ROLES) role?: PersonRole;
}

/** What a session needs to know of a person; it goes to the gateway and nowhere else. */
export interface Person {
  readonly agentId: string;
  readonly displayName: string;
  readonly email: string;
  readonly partnerId: string;
  readonly partnerCode: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly roles: readonly PersonRole[];
  readonly territoryId: string | null;
  readonly territoryName: string | null;
}

/** Not under /v1, so never forwarded: only the gateway itself can ask. */
@ApiExcludeController()
@Controller('internal/people')
export class PeopleController {
  constructor(
    private readonly partners: PartnerRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  @Get()
  @Allow({ roles: ['OPERATOR'] })
  async whoIs(@Caller() caller: CallerIdentity, @Query() query: WhoIs): Promise<Person> {
    if (caller.kind !== 'operator' || caller.id !== 'gateway')
      throw new Forbidden('gateway-only', 'Seule la passerelle peut poser cette question.');
    const agent = await this.find(query);
    if (!agent?.active) throw new NotFound('person-unknown', 'Aucune personne active n’a cette adresse.');
    const partner = await this.partners.partner(agent.partnerId);
    const unit = await this.partners.unit(agent.partnerId, agent.unitId);
    const territoryId = agent.territoryId ?? partner.territoryIds[0] ?? null;
    const territory = territoryId ? await this.territories.territory(territoryId) : null;
    return {
      agentId: agent.agentId,
      displayName: agent.displayName,
      email: agent.email,
      partnerId: partner.partnerId,
      partnerCode: partner.code,
      unitId: unit.unitId,
      unitName: unit.name,
      roles: agent.roles,
      territoryId,
      territoryName: territory?.name ?? null,
    };
  }

  private async find({ email, agentId, role }: WhoIs): Promise<Agent | null> {
    if (email) return this.partners.agentByEmail(email);
    if (agentId) return this.partners.agent(agentId);
    if (!role) return null;
    const all = await this.partners.agents();
    const inRole = all.filter((agent) => agent.active && agent.roles.includes(role));
    // Somebody who is that and little else shows the role best.
    const order = (one: Agent) => `${one.roles.length} ${one.agentId}`;
    return inRole.sort((a, b) => (order(a) < order(b) ? -1 : 1))[0] ?? null;
  }
}
