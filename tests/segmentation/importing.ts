import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { factOf } from '#contracts/contract';
import { PartnerRegistered, TerritoryDefined } from '#contracts/partnership';
import type { PartnerKind } from '#contracts/vocabulary';
import type { CallerIdentity } from '#service/identity';
import type { ServiceUnderTest } from '../support/service-under-test';

/** The columns that these tests fill, in the order of INSEE; the importer reads them by name. */
const COLUMNS = [
  'siret',
  'statutDiffusionEtablissement',
  'dateCreationEtablissement',
  'trancheEffectifsEtablissement',
  'dateDernierTraitementEtablissement',
  'codeCommuneEtablissement',
  'dateDebut',
  'etatAdministratifEtablissement',
  'enseigne1Etablissement',
  'denominationUsuelleEtablissement',
  'activitePrincipaleEtablissement',
  'nomenclatureActivitePrincipaleEtablissement',
  'caractereEmployeurEtablissement',
] as const;

export type SireneCells = Partial<Record<(typeof COLUMNS)[number] | 'categorieJuridiqueUniteLegale', string>>;

export const METZ = '57463';

/** A SIRET that nobody has: a made-up SIREN, and the digit that makes it hold. */
export function fictitiousSiret(n: number): string {
  const head = `9${String(n).padStart(7, '0')}00001`.padEnd(13, '0');
  const luhn = (digits: string) =>
    [...digits].reverse().reduce((sum, digit, at) => {
      const weighted = at % 2 === 1 ? Number(digit) * 2 : Number(digit);
      return sum + (weighted > 9 ? weighted - 9 : weighted);
    }, 0);
  for (let digit = 0; digit < 10; digit++) if (luhn(`${head}${digit}`) % 10 === 0) return `${head}${digit}`;
  throw new Error('no digit holds');
}

/** An active employer in Metz, unless the cells say otherwise. */
export function sireneFile(...rows: SireneCells[]): Buffer {
  const columns = [
    ...COLUMNS,
    ...(rows.some((row) => 'categorieJuridiqueUniteLegale' in row) ? ['categorieJuridiqueUniteLegale'] : []),
  ];
  const lines = rows.map((row) => {
    const cells: Record<string, string> = {
      statutDiffusionEtablissement: 'O',
      trancheEffectifsEtablissement: '03',
      codeCommuneEtablissement: METZ,
      etatAdministratifEtablissement: 'A',
      activitePrincipaleEtablissement: '43.21A',
      nomenclatureActivitePrincipaleEtablissement: 'NAFRev2',
      caractereEmployeurEtablissement: 'O',
      ...row,
    };
    return columns.map((column) => cells[column] ?? '').join(',');
  });
  return Buffer.from([columns.join(','), ...lines, ''].join('\n'));
}

export const partnerFile = (...rows: string[]): Buffer =>
  Buffer.from(['id_partenaire;siret;dernier_contact;relation', ...rows, ''].join('\n'));

export interface Line {
  readonly progress?: Record<string, number>;
  readonly refused?: { line: number; field: string; cause: string; value?: string };
  readonly done?: Record<string, number>;
  readonly failed?: { type: string };
}

export interface Imported {
  readonly status: number;
  readonly id: string;
  readonly lines: readonly Line[];
  readonly done?: Record<string, number>;
  readonly refused: readonly NonNullable<Line['refused']>[];
  /** The slug of the problem, when the content was refused as a whole. */
  readonly problem?: string;
}

interface Options {
  readonly kind?: string;
  readonly as?: Partial<CallerIdentity>;
  readonly [option: string]: unknown;
}

/** Declares a file and sends it, as the command line does. */
export async function importing(
  service: ServiceUnderTest,
  content: Buffer,
  { as, ...options }: Options = {},
): Promise<Imported> {
  const http = service.http(as);
  const begun = await http.post<{ id: string; type?: string }>('/v1/imports', {
    kind: 'sirene',
    fileName: 'fichier.csv',
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    ...options,
  });
  if (begun.status >= 300) return { ...nothing, status: begun.status, problem: slugOf(begun.body) };
  return sending(service, begun.body.id, content, as);
}

/** Sends the content of an import that was declared. */
export async function sending(
  service: ServiceUnderTest,
  id: string,
  content: Buffer,
  as?: Partial<CallerIdentity>,
): Promise<Imported> {
  const sent = await service.http(as).post<unknown>(`/v1/imports/${id}/content`, content, {
    'content-type': 'application/octet-stream',
  });
  if (sent.status !== 200) return { ...nothing, id, status: sent.status, problem: slugOf(sent.body) };
  const lines = String(sent.body)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  return {
    id,
    status: 200,
    lines,
    done: lines.at(-1)?.done,
    refused: lines.flatMap((line) => line.refused ?? []),
  };
}

const nothing = { id: '', lines: [], refused: [] };
const slugOf = (body: unknown): string =>
  String((body as { type?: string }).type)
    .split('/')
    .at(-1)!;

/** A partner, as partnership tells it, and the identity of its manager. */
export async function aPartner(
  service: ServiceUnderTest,
  code: string,
  kind: PartnerKind = 'MISSION_LOCALE',
) {
  const partnerId = uuidv7();
  await service.feed([
    factOf(PartnerRegistered, partnerId, {
      partnerId,
      code,
      kind,
      name: `Partenaire fictif ${code}`,
      territoryIds: [],
    }),
  ]);
  const manager: Partial<CallerIdentity> = {
    kind: 'person',
    id: uuidv7(),
    partnerId,
    partnerCode: code,
    roles: ['UNIT_MANAGER'],
  };
  return { partnerId, manager };
}

/** A territory, as partnership tells it. */
export async function aTerritory(
  service: ServiceUnderTest,
  communes: readonly string[] = [METZ],
  body: readonly { partnerId: string; voices: number }[] = [],
  territoryId: string = uuidv7(),
): Promise<string> {
  await service.feed([
    factOf(TerritoryDefined, territoryId, {
      territoryId,
      code: 'be-4431',
      name: 'Bassin d’emploi de Metz',
      grid: 'EMPLOYMENT_BASIN',
      gridVersion: '2021',
      timeZone: 'Europe/Paris',
      communes: [...communes],
      body: [...body],
      quorum: 2,
    }),
  ]);
  return territoryId;
}
