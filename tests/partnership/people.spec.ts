import { Invalid } from '#domain/refused';
import { type Agent, changeAgent, welcomeAgent } from '../../apps/partnership/src/domain/agent';
import {
  changePartner,
  changeUnit,
  openUnit,
  type PartnerUnit,
  registerPartner,
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

  it('that is an employer too says which, checked, and may say so later (BR-41)', () => {
    const partner = {
      partnerId: unit.partnerId,
      code: 'siae-metz',
      kind: 'SIAE' as const,
      name: 'SIAE',
      territoryIds: [unit.unitId],
    };
    const told = changePartner(partner, { siren: '732829320' });
    expect(told.facts[0]).toMatchObject({ data: { siren: '732829320' } });
    expect(changePartner(told.state, { siren: '732829320' }).facts).toEqual([]);
    expect(changePartner(told.state, { siren: null }).state.siren).toBeNull();
    expect(() => changePartner(partner, { siren: '732829321' })).toThrow('SIREN est erroné');
    expect(() => registerPartner({ ...partner, siren: '123456789' })).toThrow(Invalid);
    expect(changeUnit(unit, { siret: '73282932000074' }).facts[0]).toMatchObject({
      data: { siret: '73282932000074' },
    });
    expect(() => openUnit({ ...unit, code: 'autre', siret: '73282932000075' }, [unit])).toThrow(
      'SIRET est erroné',
    );
  });
});
