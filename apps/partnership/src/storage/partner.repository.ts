import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type EntitySchema } from 'typeorm';
import type { Decision } from '#domain/decision';
import { NotFound } from '#domain/refused';
import { openUnit, UnitOfWork } from '#messaging/unit-of-work';
import type { Agent } from '../domain/agent';
import type { Partner, PartnerUnit } from '../domain/partner';
import { AgentSchema, PartnerSchema, PartnerUnitSchema } from './partner.schema';
import { orTaken } from './taken';

/** Partners with their units and agents: all under the partner's key, so one partner's changes come in one order. */
@Injectable()
export class PartnerRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  add(partner: Partner, decide: (partner: Partner) => Decision<Partner>): Promise<Partner> {
    return this.insert(PartnerSchema, partner.partnerId, () => Promise.resolve(decide(partner)));
  }

  change(partnerId: string, decide: (partner: Partner) => Decision<Partner>): Promise<Partner> {
    return this.update(PartnerSchema, partnerId, async () => this.partner(partnerId), decide);
  }

  addUnit(
    partnerId: string,
    decide: (siblings: readonly PartnerUnit[]) => Decision<PartnerUnit>,
  ): Promise<PartnerUnit> {
    return this.insert(PartnerUnitSchema, partnerId, async () => {
      await this.partner(partnerId);
      return decide(await this.units(partnerId));
    });
  }

  changeUnit(
    { partnerId, unitId }: { partnerId: string; unitId: string },
    decide: (unit: PartnerUnit) => Decision<PartnerUnit>,
  ): Promise<PartnerUnit> {
    return this.update(PartnerUnitSchema, partnerId, () => this.unit(partnerId, unitId), decide);
  }

  addAgent(agent: Agent, decide: (unit: PartnerUnit) => Decision<Agent>): Promise<Agent> {
    return this.insert(AgentSchema, agent.partnerId, async () =>
      decide(await this.unit(agent.partnerId, agent.unitId)),
    );
  }

  changeAgent(
    { partnerId, agentId }: Pick<Agent, 'partnerId' | 'agentId'>,
    unitId: string | undefined,
    decide: (agent: Agent, unit: PartnerUnit) => Decision<Agent>,
  ): Promise<Agent> {
    return this.unitOfWork.run([partnerId], async (tx) => {
      const agent = await this.agent(agentId);
      const unit = await this.unit(partnerId, unitId ?? agent.unitId);
      const { state, facts } = decide(agent, unit);
      if (state !== agent) await orTaken(() => tx.manager.update(AgentSchema, { agentId }, { ...state }));
      tx.tell(facts);
      return state;
    });
  }

  partners(): Promise<Partner[]> {
    return this.manager.getRepository(PartnerSchema).find({ order: { code: 'ASC' } });
  }

  /** Throws NotFound, as for every single thing below. */
  async partner(partnerId: string): Promise<Partner> {
    const partner = await this.manager.getRepository(PartnerSchema).findOneBy({ partnerId });
    if (!partner) throw new NotFound('partner-unknown', 'Ce partenaire n’existe pas.');
    return partner;
  }

  units(partnerId: string): Promise<PartnerUnit[]> {
    return this.manager
      .getRepository(PartnerUnitSchema)
      .find({ where: { partnerId }, order: { code: 'ASC' } });
  }

  async unit(partnerId: string, unitId: string): Promise<PartnerUnit> {
    const unit = await this.manager.getRepository(PartnerUnitSchema).findOneBy({ partnerId, unitId });
    if (!unit) throw new NotFound('unit-unknown', 'Ce partenaire n’a pas cette structure.');
    return unit;
  }

  agents(): Promise<Agent[]> {
    return this.manager.getRepository(AgentSchema).find({ order: { displayName: 'ASC' } });
  }

  async agent(agentId: string): Promise<Agent> {
    const agent = await this.manager.getRepository(AgentSchema).findOneBy({ agentId });
    if (!agent) throw new NotFound('agent-unknown', 'Cette personne n’est pas inscrite.');
    return agent;
  }

  agentByEmail(email: string): Promise<Agent | null> {
    return this.manager
      .getRepository(AgentSchema)
      .findOneBy({ email: email.trim().toLowerCase(), active: true });
  }

  /** The open unit's own connection, when there is one. */
  private get manager(): EntityManager {
    return openUnit()?.manager ?? this.dataSource.manager;
  }

  private insert<State extends object>(
    schema: EntitySchema<State>,
    partnerId: string,
    decide: () => Promise<Decision<State>>,
  ): Promise<State> {
    return this.unitOfWork.run([partnerId], async (tx) => {
      const { state, facts } = await decide();
      await orTaken(() => tx.manager.getRepository(schema).insert({ ...state } as never));
      tx.tell(facts);
      return state;
    });
  }

  private update<State extends object>(
    schema: EntitySchema<State>,
    partnerId: string,
    load: () => Promise<State>,
    decide: (state: State) => Decision<State>,
  ): Promise<State> {
    return this.unitOfWork.run([partnerId], async (tx) => {
      const before = await load();
      const { state, facts } = decide(before);
      if (state !== before) await tx.manager.getRepository(schema).save({ ...state } as never);
      tx.tell(facts);
      return state;
    });
  }
}
