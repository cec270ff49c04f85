import type { Demonstration } from '../../support/demonstration';
import { communesOfMetz, realPath } from '../../support/real-data';
import { settled } from '../../support/settled';
import { type MetzPartner, networkOfMetz } from './real-network';

/** A partner as the system knows it. */
export interface Settled extends MetzPartner {
  readonly partnerId: string;
  readonly key: string;
  readonly agentIds: readonly string[];
}

const DAY = 86_400_000;
const SCOPES = ['visits:write', 'visits:read', 'assignments:read', 'prospects:write'];
/** What only means that a fact is still on its way to the service that refuses. */
const LATER = /unknown|not-known|not-in-the-body|not-a-member/;

export const dayFrom = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** Requests of the operator, or of who has another key, repeated while a fact that they need is on its way. */
export function operatorOf(house: Demonstration, key = house.file().operatorKey) {
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await settled(
      `${method} ${path}`,
      () =>
        house
          .call<T & { type?: string }>(key, method, path, body)
          .catch(() => ({ status: 503, body: {} as T & { type?: string } })),
      ({ status, body }) => status < 500 && !(status >= 400 && LATER.test(body.type ?? '')),
      120_000,
    );
    if (answer.status >= 400)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return {
    post: <T = Record<string, string>>(path: string, body: object = {}) => send<T>('POST', path, body),
    patch: <T = Record<string, string>>(path: string, body: object) => send<T>('PATCH', path, body),
    get: <T>(path: string) => send<T>('GET', path),
  };
}

/** The bassin of Metz from its real files: territory, partners with their keys, establishments in their segments. */
export async function settleIn(house: Demonstration): Promise<{ territoryId: string; partners: Settled[] }> {
  const operator = operatorOf(house);
  const { territoryId } = await operator.post<{ territoryId: string }>('/v1/territories', {
    code: 'be-4431',
    name: 'Metz',
    grid: 'EMPLOYMENT_BASIN',
    gridVersion: '2021',
    communes: communesOfMetz(),
  });
  const partners: Settled[] = [];
  for (const partner of networkOfMetz()) partners.push(await settlePartner(house, partner, territoryId));
  const voices = partners.map(({ partnerId }) => ({ partnerId, voices: 1 }));
  await operator.post(`/v1/territories/${territoryId}/body`, { voices, quorum: 1 });
  await operator.post(`/v1/territories/${territoryId}/policy`, {
    effectiveFrom: dayFrom(-400),
    parameters: {},
    reason: 'Valeurs nationales.',
  });
  const { segmentationId } = await operator.post<{ segmentationId: string }>('/v1/segmentations', {
    territoryId,
  });
  for (const [kind, file] of [
    ['communes', 'codes/communes_reference_jointe.csv.gz'],
    ['sirene', 'sirene/StockEtablissement_metz_57463_layout.csv.gz'],
    ['sirene', 'sirene/StockEtablissement_slice2021-11_dep_57.csv.gz'],
  ] as const)
    await house.concerto('import', kind, realPath(file), '--json');
  await operator.post(`/v1/segmentations/${segmentationId}/adopt`, {
    voices: partners.map(({ partnerId }) => ({ partnerId, inFavour: true })),
  });
  return { territoryId, partners };
}

async function settlePartner(
  house: Demonstration,
  partner: MetzPartner,
  territoryId: string,
): Promise<Settled> {
  const operator = operatorOf(house);
  const { code, kind, name } = partner;
  const { partnerId } = await operator.post<{ partnerId: string }>('/v1/partners', {
    code,
    kind,
    name,
    territoryIds: [territoryId],
  });
  const agentIds: string[] = [];
  for (const unit of partner.units) {
    const { unitId } = await operator.post<{ unitId: string }>(`/v1/partners/${partnerId}/units`, unit);
    for (let n = 0; n < partner.agentsPerUnit; n += 1) {
      const { agentId } = await operator.post<{ agentId: string }>('/v1/agents', {
        partnerId,
        unitId,
        displayName: `Agent fictif ${n}`,
        email: `${unit.code}-${n}@exemple.invalid`,
        roles: ['AGENT'],
        territoryId,
        capacityPerMonth: partner.visitsPerMonth,
      });
      agentIds.push(agentId);
    }
  }
  const { key } = await operator.post<{ key: string }>('/v1/keys', {
    partnerId,
    name: partner.sourceSystem,
    scopes: SCOPES,
    months: 12,
  });
  return { ...partner, partnerId, key, agentIds };
}

/** A plan for the quarter that begins today, allocated, put to the vote and adopted; what that took. */
export async function adoptQuarter(
  house: Demonstration,
  territoryId: string,
  partners: readonly Settled[],
): Promise<{ planId: string; allocatedInMs: number; adoptedInMs: number; assigned: number }> {
  const operator = operatorOf(house);
  const { planId } = await operator.post<{ planId: string }>('/v1/plans', {
    territoryId,
    name: 'Trimestre',
    from: dayFrom(0),
    until: dayFrom(92),
  });
  const step = <T>(name: string, body: object = {}) => operator.post<T>(`/v1/plans/${planId}/${name}`, body);
  const began = Date.now();
  await step('allocate');
  const allocated = Date.now();
  await step('submit');
  for (const { partnerId } of partners) await step('voices', { partnerId, inFavour: true });
  const voted = Date.now();
  const { assigned } = await step<{ assigned: number }>('adopt');
  return { planId, allocatedInMs: allocated - began, adoptedInMs: Date.now() - voted, assigned };
}
