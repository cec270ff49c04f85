import { gunzipSync } from 'node:zlib';
import type { PartnerKind } from '#domain/codes/partner-kinds';
import { realFile } from '../../support/real-data';

/** A partner of the bassin with its units; agents and their visits a month are ours, no file has them. */
export interface MetzPartner {
  readonly code: string;
  readonly kind: PartnerKind;
  readonly name: string;
  readonly sourceSystem: string;
  readonly units: readonly { code: string; name: string; communeCode: string }[];
  readonly agentsPerUnit: number;
  readonly visitsPerMonth: number;
}

const METZ = '57463';
const SIAE_AT_MOST = 8;

/** Agencies, missions locales and inclusion structures of the files; the PLIE and Cap emploi, in no file, are made up. */
export function networkOfMetz(): MetzPartner[] {
  const communes = communesByPlace();
  return [
    {
      code: 'pe-metz',
      kind: 'POLE_EMPLOI',
      name: 'Pôle emploi, bassin de Metz',
      sourceSystem: 'pe',
      units: agencies(communes),
      agentsPerUnit: 5,
      visitsPerMonth: 12,
    },
    {
      code: 'ml-metz',
      kind: 'MISSION_LOCALE',
      name: 'Mission locale du Pays messin',
      sourceSystem: 'i-milo',
      units: missionsLocales(),
      agentsPerUnit: 3,
      visitsPerMonth: 10,
    },
    invented('plie-metz', 'PLIE', 'PLIE fictif de Metz Métropole', 5, 12),
    invented('cap-moselle', 'CAP_EMPLOI', 'Cap emploi fictif de Moselle', 4, 12),
    ...inclusionStructures(communes),
  ];
}

const invented = (
  code: string,
  kind: PartnerKind,
  name: string,
  agentsPerUnit: number,
  visitsPerMonth: number,
): MetzPartner => ({
  code,
  kind,
  name,
  sourceSystem: code,
  units: [{ code: `${code}-1`, name, communeCode: METZ }],
  agentsPerUnit,
  visitsPerMonth,
});

function agencies(communes: ReadonlyMap<string, string>): MetzPartner['units'] {
  return rowsOf('partners/pole_emploi_agences_2019_safir.csv').flatMap((cells) => {
    const [, name, safir, type] = cells;
    const communeCode = communes.get(placeOf(cells.at(-4)!, cells.at(-3)!));
    return type === 'ALE' && communeCode
      ? [{ code: `pe-${safir}`, name: `Agence ${name}`, communeCode }]
      : [];
  });
}

function missionsLocales(): MetzPartner['units'] {
  return rowsOf('partners/sirene_structures_emploi_reperees_par_nom.csv').flatMap((cells) => {
    const [, siret, name, communeCode] = cells;
    return name?.startsWith('MISSION LOCALE') && communeCode === METZ
      ? [{ code: `ml-${siret}`, name, communeCode }]
      : [];
  });
}

function inclusionStructures(communes: ReadonlyMap<string, string>): MetzPartner[] {
  const seen = new Set<string>();
  return rowsOf('partners/siae_2019_07_liste_nationale.csv')
    .flatMap((cells): MetzPartner[] => {
      const [measure, , , postcode, place, , , siret, name] = cells;
      const communeCode = communes.get(placeOf(postcode!, place!));
      if (!communeCode || !siret || seen.has(siret)) return [];
      seen.add(siret);
      const label = `${name} (${measure})`;
      return [
        {
          code: `siae-${siret}`,
          kind: 'SIAE',
          name: label,
          sourceSystem: 'tableur',
          units: [{ code: `siae-${siret}-1`, name: label, communeCode }],
          agentsPerUnit: 1,
          visitsPerMonth: 8,
        },
      ];
    })
    .slice(0, SIAE_AT_MOST);
}

/** The communes of the bassin, by postcode and name as files write them. */
function communesByPlace(): Map<string, string> {
  const rows = gunzipSync(realFile('codes/communes_reference_jointe.csv.gz'))
    .toString()
    .split('\n')
    .map(cellsOf);
  return new Map(
    rows
      .filter((cells) => cells[7] === '4431')
      .flatMap((cells) =>
        cells[2]!.split(/[ /|]/).map((postcode) => [placeOf(postcode, cells[1]!), cells[0]!]),
      ),
  );
}

const placeOf = (postcode: string, name: string): string =>
  `${postcode} ${name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/[^A-Z]+/g, ' ')
    .trim()}`;

const rowsOf = (file: string): string[][] =>
  realFile(file).toString().split(/\r?\n/).slice(1).filter(Boolean).map(cellsOf);

/** Cells of a line of CSV, quotes taken off. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) => cell[1] ?? cell[2] ?? '');
