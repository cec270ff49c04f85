import { addDays } from '#domain/local-date';
import type { DemoAgent, DemoPartner } from '../demo/network';
import type { Known, Loading } from './loading';

/** Territory, partners with their units and agents, steering body, policy and agreement, as the operator. */
export async function setUp(loading: Loading): Promise<Known> {
  const { territory, partners, agreement, today } = loading.demonstration;
  loading.say('Territoire, partenaires, agents et accord');
  const { territoryId } = await loading.post<{ territoryId: string }>('/v1/territories', 'territory', {
    code: territory.code,
    name: territory.name,
    grid: 'EMPLOYMENT_BASIN',
    gridVersion: '2021',
    communes: territory.communes,
  });
  const partnerIds = new Map<string, string>();
  const unitIds = new Map<string, string>();
  const agentIds = new Map<string, string>();
  for (const partner of partners)
    partnerIds.set(partner.code, await register(loading, partner, territoryId, { unitIds, agentIds }));

  await loading.post(`/v1/territories/${territoryId}/body`, 'body', {
    voices: partners.map(({ code }) => ({ partnerId: partnerIds.get(code), voices: 1 })),
    quorum: Math.ceil((partners.length + 1) / 2),
  });
  await loading.post(`/v1/territories/${territoryId}/policy`, 'policy', {
    effectiveFrom: addDays(today, -400),
    parameters: { coolDownOtherPartnerDays: 90, contactBudget: 3 },
    reason: 'Première version : le comité adopte les valeurs nationales.',
  });
  await loading.post('/v1/agreements', 'agreement', {
    territoryId,
    title: agreement.name,
    partnerIds: agreement.partnerCodes.map((code) => partnerIds.get(code)),
    commitments: agreement.commitments.map(({ partnerCode, ...commitment }) => ({
      ...commitment,
      partnerId: partnerIds.get(partnerCode),
    })),
    effectiveFrom: agreement.effectiveFrom,
  });
  return { territoryId, partnerIds, unitIds, agentIds };
}

async function register(
  loading: Loading,
  partner: DemoPartner,
  territoryId: string,
  { unitIds, agentIds }: { unitIds: Map<string, string>; agentIds: Map<string, string> },
): Promise<string> {
  const { code, kind, name } = partner;
  const { partnerId } = await loading.post<{ partnerId: string }>('/v1/partners', `partner-${code}`, {
    code,
    kind,
    name,
    territoryIds: [territoryId],
  });
  for (const unit of partner.units) {
    const path = `/v1/partners/${partnerId}/units`;
    const { unitId } = await loading.post<{ unitId: string }>(path, `unit-${code}-${unit.code}`, unit);
    unitIds.set(unit.code, unitId);
  }
  for (const agent of [...partner.agents, ...(partner.steering ?? [])]) {
    const unitId = unitIds.get(agent.unitCode);
    const body = { partnerId, unitId, ...bodyOf(agent), territoryId };
    const { agentId } = await loading.post<{ agentId: string }>('/v1/agents', `agent-${agent.ref}`, body);
    agentIds.set(agent.ref, agentId);
  }
  return partnerId;
}

const bodyOf = ({ firstName, lastName, email, roles, capacityPerMonth }: DemoAgent) => ({
  displayName: `${firstName} ${lastName}`,
  email,
  roles,
  capacityPerMonth,
});
