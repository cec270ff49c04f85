import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { isLocalDate } from '#domain/local-date';
import { DoorRefused } from '../doors';
import {
  addsUp,
  COUNTS,
  type Counts,
  fileOnDisk,
  type ImportRequest,
  ImportStopped,
  runImport,
} from '../import-job';
import { operatorAccess } from '../installation';
import { CommandFailed, data, EXIT, json, liveProgress, progress, table } from '../output';

const LABELS: Readonly<Record<(typeof COUNTS)[number], string>> = {
  read: 'Lues',
  new: 'Nouvelles',
  changed: 'Modifiées',
  same: 'Identiques',
  older: 'Plus anciennes que le connu',
  outside: 'Hors des territoires',
  inactive: 'Inactives ou non employeurs',
  refused: 'Refusées',
};

interface Options {
  readonly json?: boolean;
  readonly asOf?: string;
  readonly confirm?: boolean;
  readonly leadingZerosLost?: boolean;
}

/** `concerto import sirene|communes|bmo|bmo-intentions|partner-file` */
export function importCommand(program: Command): void {
  const imports = program.command('import').description('Importe un fichier, par la porte des opérateurs.');
  const leaf = (name: string, description: string) =>
    imports
      .command(name)
      .description(description)
      .option('--json', 'une ligne JSON par refus, puis le résultat');

  leaf('sirene <file>', 'StockEtablissement de l’Insee, CSV ou CSV compressé (gzip)')
    .option(
      '--as-of <date>',
      'millésime du fichier (AAAA-MM-JJ) : un plus ancien n’écrase pas un plus récent',
      day,
    )
    .action((file: string, options: Options) =>
      importFile({ kind: 'sirene', asOf: options.asOf }, file, options),
    );
  leaf('communes <file>', 'table des communes, de leur bassin d’emploi et de leurs coordonnées')
    .option('--as-of <date>', 'millésime du fichier (AAAA-MM-JJ)', day)
    .action((file: string, options: Options) =>
      importFile({ kind: 'communes', asOf: options.asOf }, file, options),
    );
  leaf('bmo <file>', 'enquête BMO en données ouvertes, XLSX ou CSV').action(
    (file: string, options: Options) => importFile({ kind: 'bmo' }, file, options),
  );
  leaf('bmo-intentions <file>', 'réponses nominatives à l’enquête BMO, avec leur communicabilité').action(
    (file: string, options: Options) => importFile({ kind: 'bmo-intentions' }, file, options),
  );
  leaf(
    'partner-file <partner> <file>',
    'fichier employeurs d’un partenaire (code du partenaire, puis fichier)',
  )
    .option('--confirm', 'accepte un fichier qui a beaucoup moins de lignes que le précédent')
    .option('--leading-zeros-lost', 'le fichier a perdu les zéros de tête de ses SIRET : les remettre')
    .action((partner: string, file: string, options: Options) => {
      const { confirm, leadingZerosLost } = options;
      return importFile({ kind: 'partner-file', partner, confirm, leadingZerosLost }, file, options);
    });
}

async function importFile(request: ImportRequest, path: string, options: Options): Promise<void> {
  if (!existsSync(path)) throw new CommandFailed(`Le fichier ${path} n’existe pas.`);
  const access = operatorAccess();
  const file = await fileOnDisk(path, basename(path));
  try {
    const { id, counts } = await runImport(access, request, file, {
      progress: (counts) => liveProgress(`${counts.read.toLocaleString('fr-FR')} lignes lues`),
      waiting: (cause) => progress(`Le service ne répond pas (${cause}) : nouvel essai.`),
      refused: (line) =>
        options.json
          ? json({ refused: line })
          : progress(
              `Ligne ${line.line}, ${line.field} : ${line.detail ?? line.cause}${line.value ? ` (${line.value})` : ''}`,
            ),
    });
    tell(id, counts, options);
  } catch (error) {
    if (error instanceof DoorRefused || error instanceof ImportStopped)
      throw new CommandFailed(error.sentence);
    throw error;
  }
}

function tell(id: string, counts: Counts, options: Options): void {
  progress(`Import ${id} terminé.`);
  if (options.json) json({ id, counts });
  else data(table(COUNTS.map((name) => [LABELS[name], counts[name]])));
  if (!addsUp(counts))
    throw new CommandFailed('Les comptes ne tombent pas juste : signalez-le avec le numéro de l’import.');
  if (counts.refused > 0) process.exitCode = EXIT.partial;
}

function day(text: string): string {
  if (!isLocalDate(text)) throw new InvalidArgumentError('attendu : AAAA-MM-JJ');
  return text;
}
