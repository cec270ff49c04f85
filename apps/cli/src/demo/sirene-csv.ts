import { communeOf } from '#domain/codes/communes';
import type { DemoEstablishment } from './establishments';
import { fictitiousSiren, fictitiousSiret } from './fictitious-siret';
import type { Random } from './random';

/** The 48 columns of INSEE's StockEtablissement, in its order. */
export const SIRENE_COLUMNS: readonly string[] =
  `siren nic siret statutDiffusionEtablissement dateCreationEtablissement trancheEffectifsEtablissement
  anneeEffectifsEtablissement activitePrincipaleRegistreMetiersEtablissement dateDernierTraitementEtablissement
  etablissementSiege nombrePeriodesEtablissement complementAdresseEtablissement numeroVoieEtablissement
  indiceRepetitionEtablissement typeVoieEtablissement libelleVoieEtablissement codePostalEtablissement
  libelleCommuneEtablissement libelleCommuneEtrangerEtablissement distributionSpecialeEtablissement
  codeCommuneEtablissement codeCedexEtablissement libelleCedexEtablissement codePaysEtrangerEtablissement
  libellePaysEtrangerEtablissement complementAdresse2Etablissement numeroVoie2Etablissement
  indiceRepetition2Etablissement typeVoie2Etablissement libelleVoie2Etablissement codePostal2Etablissement
  libelleCommune2Etablissement libelleCommuneEtranger2Etablissement distributionSpeciale2Etablissement
  codeCommune2Etablissement codeCedex2Etablissement libelleCedex2Etablissement codePaysEtranger2Etablissement
  libellePaysEtranger2Etablissement dateDebut etatAdministratifEtablissement enseigne1Etablissement
  enseigne2Etablissement enseigne3Etablissement denominationUsuelleEtablissement activitePrincipaleEtablissement
  nomenclatureActivitePrincipaleEtablissement caractereEmployeurEtablissement`.split(/\s+/);

/** The file of the made-up establishments, with three faulty lines among them: a wrong key, a short SIRET, no commune. */
export function sireneCsv(establishments: readonly DemoEstablishment[], random: Random): string {
  const lines = establishments.map((establishment) => line(fieldsOf(establishment)));
  const [wrongKey, short, nowhere] = random.shuffled(establishments).map(fieldsOf);
  const faulty = [
    { ...wrongKey, siret: `${wrongKey!.siret!.slice(0, 13)}${(Number(wrongKey!.siret!.at(-1)) + 3) % 10}` },
    { ...short, siret: short!.siret!.slice(0, 12) },
    { ...nowhere, siret: fictitiousSiret(fictitiousSiren(0), 1), codeCommuneEtablissement: '' },
  ];
  faulty.forEach((fields, n) => {
    lines.splice(Math.floor(((n + 1) * lines.length) / 4), 0, line(fields));
  });
  return `${SIRENE_COLUMNS.join(',')}\n${lines.join('\n')}\n`;
}

function fieldsOf(establishment: DemoEstablishment): Record<string, string> {
  const { siret, siren, communeCode, active } = establishment;
  const commune = communeOf(communeCode);
  return {
    siren,
    nic: siret.slice(9),
    siret,
    statutDiffusionEtablissement: establishment.partialDiffusion ? 'P' : 'O',
    dateCreationEtablissement: establishment.createdOn,
    trancheEffectifsEtablissement: establishment.headcountBand,
    dateDernierTraitementEtablissement: `${establishment.treatedOn}T08:00:00`,
    etablissementSiege: String(establishment.headOffice),
    nombrePeriodesEtablissement: active ? '1' : '2',
    libelleCommuneEtablissement: (commune?.name ?? '').toUpperCase(),
    codeCommuneEtablissement: communeCode,
    dateDebut: establishment.closedOn ?? establishment.createdOn,
    etatAdministratifEtablissement: active ? 'A' : 'F',
    denominationUsuelleEtablissement: establishment.name ?? '',
    activitePrincipaleEtablissement: establishment.nafCode,
    nomenclatureActivitePrincipaleEtablissement: 'NAFRev2',
    caractereEmployeurEtablissement: establishment.isEmployer ? 'O' : 'N',
  };
}

const line = (fields: Record<string, string>): string =>
  SIRENE_COLUMNS.map((name) => quoted(fields[name] ?? '')).join(',');

/** CSV by RFC 4180: quoted only where it must be. */
export const quoted = (value: string): string =>
  /[",\n;]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
