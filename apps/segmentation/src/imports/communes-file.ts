import { isCommuneCode } from '#domain/codes/communes';
import type { Columns } from '#service/imports/columns';
import { FaultyCell, lineFault, type ReadLine, readingLine } from '#service/imports/line-fault';

/** A commune with the grids that it belongs to; zone d'emploi and bassin d'emploi are two grids, and differ. */
export interface CommuneRow {
  readonly code: string;
  /** Empty for communes that were merged into another: their code still stands in old rows and keeps its grids. */
  readonly name: string;
  readonly postalCodes: string;
  readonly departement: string;
  readonly region: string;
  readonly zone: string;
  readonly zoneName: string;
  readonly basin: string;
  readonly basinName: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Reads the header of the commune table; its code and name columns are required, grids and coordinates may be absent. */
export function communesLayout(columns: Columns): (cells: readonly string[]) => ReadLine<CommuneRow> {
  columns.require('code_commune', 'nom_commune');
  const code = columns.cell('code_commune');
  const name = columns.cell('nom_commune');
  const postalCodes = columns.cell('codes_postaux');
  const departement = columns.cell('code_departement');
  const region = columns.cell('code_region');
  const zone = columns.cell('codze2020');
  const zoneName = columns.cell('libze2020');
  const basin = columns.cell('code_bassin_ft_2021');
  const basinName = columns.cell('lib_bassin_ft_2021');
  const latitude = columns.cell('latitude');
  const longitude = columns.cell('longitude');
  return (cells) =>
    readingLine(() => {
      if (!isCommuneCode(code(cells)))
        throw new FaultyCell(lineFault('code_commune', code(cells) ? 'not-a-code' : 'missing', code(cells)));
      return {
        code: code(cells),
        name: name(cells),
        postalCodes: postalCodes(cells),
        departement: departement(cells),
        region: region(cells),
        zone: zone(cells),
        zoneName: zoneName(cells),
        basin: basin(cells),
        basinName: basinName(cells),
        latitude: degrees('latitude', latitude(cells)),
        longitude: degrees('longitude', longitude(cells)),
      };
    });
}

function degrees(field: string, value: string): number | null {
  if (value === '') return null;
  const number = Number(value.replace(',', '.'));
  if (!Number.isFinite(number) || Math.abs(number) > 180)
    throw new FaultyCell(lineFault(field, 'not-a-number', value));
  return number;
}
