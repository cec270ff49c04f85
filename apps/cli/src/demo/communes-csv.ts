import { COMMUNES } from '#domain/codes/communes';
import { quoted } from './sirene-csv';

/** The communes of the département of the demonstration, in the columns of the commune table that the importer reads. */
export function communesCsv(departement: string): string {
  const rows = COMMUNES.filter((commune) => commune.departement === departement).map((commune) =>
    [
      commune.code,
      commune.name,
      '',
      commune.departement,
      '',
      '',
      '',
      commune.basin,
      commune.basinName,
      commune.latitude === null ? '' : String(commune.latitude),
      commune.longitude === null ? '' : String(commune.longitude),
    ]
      .map(quoted)
      .join(','),
  );
  return [
    'code_commune,nom_commune,codes_postaux,code_departement,code_region,codze2020,libze2020,code_bassin_ft_2021,lib_bassin_ft_2021,latitude,longitude',
    ...rows,
    '',
  ].join('\n');
}
