import { factOf } from '#contracts/contract';
import { ContactReported } from '#contracts/gateway';
import {
  AgentChanged,
  PartnerRegistered,
  PartnerUnitChanged,
  PolicyAdopted,
  TerritoryDefined,
} from '#contracts/partnership';
import { EmployerRegistered, EmployerSegmented, PartnerEmployerKnown } from '#contracts/segmentation';
import type { PartnerKind, Relation } from '#contracts/vocabulary';
import type { ToldFact } from '#domain/decision';
import { isSiret } from '#domain/siret';
import type { CallerIdentity } from '#service/identity';
import { id } from './given';

export const METZ = id(2);
const UNTIL_THE_CLOCK_MOVES = '2020-01-01T00:00:00Z';

export interface PartnerOfMetz {
  readonly partnerId: string;
  readonly unitId: string;
  readonly agentId: string;
  readonly name: string;
}

/** A partner with one unit and one agent; ids follow from `n`. */
export const partnerOfMetz = (n: number, name: string): PartnerOfMetz => ({
  partnerId: id(10_000 + n),
  unitId: id(20_000 + n),
  agentId: id(30_000 + n),
  name,
});

export const MISSION_LOCALE = partnerOfMetz(1, 'Mission locale de Metz');
export const POLE_EMPLOI = partnerOfMetz(2, 'Pôle emploi Metz');

export function partnerFacts(
  partner: PartnerOfMetz,
  kind: PartnerKind,
  capacityPerMonth: number,
): ToldFact[] {
  const { partnerId, unitId, agentId, name } = partner;
  return [
    factOf(PartnerRegistered, partnerId, {
      partnerId,
      code: `p${partnerId.slice(-6)}`,
      kind,
      name,
      territoryIds: [METZ],
    }),
    factOf(PartnerUnitChanged, partnerId, {
      partnerId,
      unitId,
      code: `u${partnerId.slice(-6)}`,
      name: `Antenne de ${name}`,
      communeCode: '57463',
      open: true,
    }),
    factOf(AgentChanged, partnerId, { partnerId, unitId, agentId, capacityPerMonth, active: true }),
  ];
}

export const territoryFacts = (voices: readonly PartnerOfMetz[], quorum = 1): ToldFact[] => [
  factOf(TerritoryDefined, METZ, {
    territoryId: METZ,
    code: 'be-4431',
    name: 'Metz',
    grid: 'EMPLOYMENT_BASIN',
    gridVersion: '2021',
    timeZone: 'Europe/Paris',
    communes: ['57463'],
    body: voices.map(({ partnerId }) => ({ partnerId, voices: 1 })),
    quorum,
  }),
  factOf(PolicyAdopted, METZ, {
    territoryId: METZ,
    version: 1,
    effectiveFrom: UNTIL_THE_CLOCK_MOVES,
    parameters: {},
  }),
];

/** The n-th fictitious SIRET that passes the check digit, each of a legal unit of its own. */
export function siretOf(n: number): string {
  const stem = `${100_000_000 + n * 7}0001`;
  const digit = '0123456789'.split('').find((one) => isSiret(stem + one))!;
  return stem + digit;
}

export const employerOf = (n: number): string => id(40_000 + n);

export const employerFact = (n: number, own: Partial<EmployerRegistered> = {}): ToldFact =>
  factOf(EmployerRegistered, employerOf(n), {
    employerId: employerOf(n),
    siret: siretOf(n),
    publicName: `Menuiserie ${n}`,
    communeCode: '57463',
    territoryId: METZ,
    nafCode: '16.23Z',
    nafVersion: 'NAFRev2',
    headcountBand: '12',
    partialDiffusion: false,
    active: true,
    ...own,
  });

export const segmentedFact = (n: number, segment: string): ToldFact =>
  factOf(EmployerSegmented, employerOf(n), {
    employerId: employerOf(n),
    territoryId: METZ,
    segmentationId: METZ,
    segmentationVersion: 1,
    segment,
    knownByPartners: 0,
  });

export const knownFact = (
  n: number,
  { partnerId }: PartnerOfMetz,
  relation: Relation = 'NAMED_CONTACT',
): ToldFact =>
  factOf(PartnerEmployerKnown, employerOf(n), {
    employerId: employerOf(n),
    partnerId,
    relation,
    lastContactOn: new Date().toISOString().slice(0, 10),
  });

let reports = 50_000;

/** A contact as the gateway tells it, of now unless said otherwise. */
export function contactFact(
  n: number,
  partner: PartnerOfMetz,
  visitId: string,
  own: Partial<ContactReported> = {},
): ToldFact {
  const now = new Date().toISOString();
  const siret = own.siret ?? siretOf(n);
  return factOf(ContactReported, siret, {
    reportId: id(reports++),
    partnerId: partner.partnerId,
    unitId: partner.unitId,
    agentId: partner.agentId,
    sourceSystem: 'crm',
    eventId: `e${reports}`,
    visitId,
    revision: 1,
    siret,
    occurredAt: now,
    receivedAt: now,
    status: 'HELD',
    channel: 'VISIT',
    initiative: 'PARTNER',
    backfill: false,
    ...own,
  });
}

export const agentOf = ({ partnerId, unitId, agentId }: PartnerOfMetz): Partial<CallerIdentity> => ({
  kind: 'person',
  id: agentId,
  partnerId,
  unitId,
  agentId,
  territoryId: METZ,
  roles: ['AGENT'],
});

export const keyOf = ({ partnerId }: PartnerOfMetz): Partial<CallerIdentity> => ({
  kind: 'machine',
  id: `key ${partnerId}`,
  partnerId,
  roles: [],
  scopes: ['assignments:read', 'prospects:write', 'visits:write'],
});

export const COORDINATOR: Partial<CallerIdentity> = {
  kind: 'person',
  id: id(99),
  territoryId: METZ,
  roles: ['COORDINATOR'],
};

/** A local day so many days from the machine's today, which is where the business clock of a test begins. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
