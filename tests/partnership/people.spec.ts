import { Invalid } from '#domain/refused';
import { type Agent, changeAgent, welcomeAgent } from '../../apps/partnership/src/domain/agent';
import {
  changePartner,
  changeUnit,
  openUnit,
  type PartnerUnit,
} from '../../apps/partnership/src/domain/partner';

const unit: PartnerUnit = {
  unitId: '0190a000-0000-7000-8000-0000000000c1',
  partnerId: '0190a000-0000-7000-8000-0000000000a1',
  code: 'metz-nord',
  name: 'Metz Nord',
  communeCode: '57463',
  open: true,
};
const agent: Agent = {
  agentId: '0190a000-0000-7000-8000-0000000000d1',
  partnerId: unit.partnerId,
  unitId: unit.unitId,
  displayName: 'Camille Exemple',
  email: 'camille@exemple.invalid',
  roles: ['AGENT', 'UNIT_MANAGER'],
  territoryId: null,
  capacityPerMonth: 12,
  active: true,
  absentFrom: null,
  absentUntil: null,
};

describe('A person of a partner', () => {
  it('is told without name, e-mail or roles', () => {
    const { facts } = welcomeAgent(agent, unit);
    expect(facts[0]?.data).toEqual({
      agentId: agent.agentId,
      partnerId: unit.partnerId,
      unitId: unit.unitId,
      capacityPerMonth: 12,
      active: true,
      absentFrom: null,
      absentUntil: null,
    });
  });

  it('who changes name or e-mail is kept, and nothing is told', () => {
    const decision = changeAgent(agent, { email: 'camille.exemple@exemple.invalid' }, unit);
    expect(decision.state.email).toBe('camille.exemple@exemple.invalid');
    expect(decision.facts).toEqual([]);
    expect(changeAgent(agent, {}, unit).state).toBe(agent);
  });

  it('has an absence that begins before it ends', () => {
    expect(changeAgent(agent, { absentFrom: '2025-03-03' }, unit).facts).toHaveLength(1);
    expect(() => changeAgent(agent, { absentUntil: '2025-03-03' }, unit)).toThrow(Invalid);
    expect(() => changeAgent(agent, { absentFrom: '2025-03-03', absentUntil: '2025-03-01' }, unit)).toThrow(
      Invalid,
    );
  });

  it('joins an open unit of its own partner only', () => {
    expect(() => welcomeAgent(agent, { ...unit, partnerId: agent.agentId })).toThrow(Invalid);
    expect(() => welcomeAgent(agent, { ...unit, open: false })).toThrow(Invalid);
  });
});

describe('A partner', () => {
  it('gives each unit its own code', () => {
    expect(() => openUnit({ ...unit, unitId: agent.agentId }, [unit])).toThrow('code metz-nord');
    expect(changeUnit(unit, { open: false }).facts[0]).toMatchObject({ data: { open: false } });
    expect(changeUnit(unit, { open: true }).facts).toEqual([]);
  });

  it('in the same territories under the same name tells nothing', () => {
    const partner = {
      partnerId: unit.partnerId,
      code: 'plie-metz',
      kind: 'PLIE' as const,
      name: 'PLIE',
      territoryIds: [unit.unitId, agent.agentId],
    };
    expect(changePartner(partner, { territoryIds: [agent.agentId, unit.unitId] }).facts).toEqual([]);
    expect(changePartner(partner, { name: 'PLIE de Metz' }).facts).toHaveLength(1);
  });
});
