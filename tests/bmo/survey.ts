import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import { factOf } from '#contracts/contract';
import { TerritoryDefined } from '#contracts/partnership';
import { RecontactAssigned } from '#contracts/prospecting';
import { EmployerRegistered } from '#contracts/segmentation';
import type { ToldFact } from '#domain/decision';
import { luhnSum } from '#domain/siret';
import { type CallerIdentity, OPERATOR } from '#service/identity';
import type { ServiceUnderTest } from '../support/service-under-test';

export const idOf = (name: string): string => uuidv5(name, '0d1f7c52-2a9c-4a7e-8e0e-6a8f3f1b7c10');
export const TERRITORY = idOf('territory');
export const PLIE = idOf('plie');
export const MISSION_LOCALE = idOf('mission locale');

/** A fictitious SIRET that passes the check digit. */
export function siretOf(index: number): string {
  const head = `999${String(index).padStart(6, '0')}0001`;
  return Array.from({ length: 10 }, (_, digit) => `${head}${digit}`).find(
    (siret) => luhnSum(siret) % 10 === 0,
  )!;
}

export const theTerritory = (): ToldFact =>
  factOf(TerritoryDefined, TERRITORY, {
    territoryId: TERRITORY,
    code: 'be-4431',
    name: 'Bassin d’emploi de Metz',
    grid: 'EMPLOYMENT_BASIN',
    gridVersion: '2021',
    timeZone: 'Europe/Paris',
    communes: ['57463'],
    body: [],
    quorum: 0,
  });

export const employerIdOf = (index: number): string => idOf(`employer ${index}`);

export const anEmployer = (index: number, territoryId: string | null = TERRITORY): ToldFact =>
  factOf(EmployerRegistered, employerIdOf(index), {
    employerId: employerIdOf(index),
    siret: siretOf(index),
    publicName: `Établissement fictif ${index}`,
    communeCode: '57463',
    territoryId,
    nafVersion: '2',
    headcountBand: '11',
    partialDiffusion: false,
    active: true,
  });

export const assignedTo = (
  recontactId: string,
  employerId: string,
  partnerId: string,
  unitId: string | null = null,
): ToldFact =>
  factOf(RecontactAssigned, employerId, {
    recontactId,
    employerId,
    partnerId,
    unitId,
    callOnly: false,
    notBefore: new Date().toISOString(),
  });

export const HEADER = 'id_reponse;siret;code_fap;nombre;saisonnier;difficile;mois_embauche;communicable';
export const intentions = (...lines: string[]): Buffer => Buffer.from([HEADER, ...lines, ''].join('\n'));

type Line = {
  done?: Record<string, number>;
  failed?: { type: string };
  refused?: { line: number; field: string; cause: string; value?: string };
};

/** Declares a file and sends it, as the command line does through the gateway. */
export async function importing(
  service: ServiceUnderTest,
  content: Buffer,
  options: { kind?: string; asOf?: string; as?: Partial<CallerIdentity> } = {},
) {
  const { as = OPERATOR, kind = 'bmo-intentions', asOf } = options;
  const begun = await service.http(as).post<{ id: string; type?: string }>('/v1/imports', {
    kind,
    ...(asOf ? { asOf } : {}),
    fileName: 'fichier.csv',
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
  });
  if (begun.status >= 300) return { status: begun.status, text: JSON.stringify(begun.body), refused: [] };
  const sent = await service.http(as).post<unknown>(`/v1/imports/${begun.body.id}/content`, content, {
    'content-type': 'application/octet-stream',
  });
  const text = typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body);
  if (sent.status !== 200) return { status: sent.status, text, refused: [] };
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  return {
    status: 200,
    text,
    id: begun.body.id,
    done: lines.at(-1)?.done,
    failed: lines.at(-1)?.failed,
    refused: lines.flatMap(({ refused }) => refused ?? []),
  };
}

export const person = (
  role: 'AGENT' | 'UNIT_MANAGER' | 'COORDINATOR' | 'PILOT',
  partnerId: string | null,
  unitId: string | null = null,
): Partial<CallerIdentity> => ({
  kind: 'person',
  id: idOf(`${role} ${partnerId} ${unitId}`),
  partnerId,
  unitId,
  territoryId: TERRITORY,
  roles: [role],
});

export const machine = (
  partnerId: string,
  ...scopes: CallerIdentity['scopes'][number][]
): Partial<CallerIdentity> => ({
  kind: 'machine',
  id: idOf(`key of ${partnerId}`),
  partnerId,
  roles: [],
  scopes,
});
