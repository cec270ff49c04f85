import { NATIONAL_POLICY } from '#contracts/policy';
import { granted, type Lead } from '../../apps/prospecting/src/domain/lead';
import type { Permission } from '../../apps/prospecting/src/domain/permission';
import { nationalTerritory } from '../../apps/prospecting/src/domain/territory';
import type { Report, Visit } from '../../apps/prospecting/src/domain/visit';

/** Readable ids: `id(3)` is the same everywhere in the tests. */
export const id = (n: number): string => `0199a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const EMPLOYER = id(1);
export const TERRITORY = nationalTerritory(id(2));
export const [ML, PE, PLIE] = [id(11), id(12), id(13)] as const;
export const AGENT = id(21);
export const UNIT = id(31);
export const POLICY = NATIONAL_POLICY;

export const at = (text: string): Date => new Date(text.length === 10 ? `${text}T09:00:00Z` : text);

let reports = 1000;

/** A held visit reported by a partner at its own initiative, unless said otherwise. */
export function report(partnerId: string, visitId: string, on: string, own: Partial<Report> = {}): Report {
  return {
    visitId,
    employerId: EMPLOYER,
    partnerId,
    unitId: null,
    agentId: null,
    sourceSystem: 'crm',
    siret: '73282932000074',
    reportId: id(reports++),
    revision: 1,
    occurredAt: at(on),
    receivedAt: at(on),
    status: 'HELD',
    channel: 'VISIT',
    initiative: 'PARTNER',
    jointWith: [],
    notBefore: null,
    notNow: false,
    backfill: false,
    ...own,
  };
}

export const lead = (partnerId: string, from: string, until: string, own: Partial<Lead> = {}): Lead =>
  granted({
    leadId: id(500),
    territoryId: TERRITORY.territoryId,
    employerId: EMPLOYER,
    partnerId,
    unitId: UNIT,
    from: at(from),
    until: at(until),
    origin: 'PLAN',
    planId: id(600),
    policyVersion: 1,
    because: 'Meilleure connaissance de l’employeur.',
    respondBy: at(from),
    endedAt: null,
    endReason: null,
    releaseReason: null,
    visitedAt: null,
    lease: null,
    deadlines: [],
    ...own,
  }).lead;

export const permission = (own: Partial<Permission> = {}): Permission => ({
  employerId: EMPLOYER,
  territory: TERRITORY,
  leads: [],
  visits: [],
  pausedUntil: null,
  ...own,
});

export const judgements = (visits: readonly Visit[]): Record<string, string> =>
  Object.fromEntries(
    visits.map((visit) => [visit.visitKey.split(':')[1], visit.verdict?.judgement ?? 'NONE'] as const),
  );
