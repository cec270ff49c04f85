import { Command, CommanderError } from 'commander';
import { clockCommand } from './commands/clock';
import { configCommand } from './commands/config';
import { demoLoadCommand } from './commands/demo-load';
import { doctorCommand } from './commands/doctor';
import { importCommand } from './commands/import';
import { parkedCommand } from './commands/parked';
import { planCommand } from './commands/plan';
import { reconcileCommand } from './commands/reconcile';
import { signInCommand } from './commands/sign-in';
import { CommandFailed, EXIT, progress } from './output';

/** Every command, one line each: a function that adds itself to the program. */
const commands = [
  importCommand,
  signInCommand,
  clockCommand,
  demoLoadCommand,
  configCommand,
  reconcileCommand,
  doctorCommand,
  parkedCommand,
  planCommand,
];

async function run(): Promise<number> {
  const program = new Command('concerto')
    .description('Coordonne la prospection des employeurs : imports, horloge, démonstration, contrôles.')
    .exitOverride()
    .showHelpAfterError('(concerto --help donne la liste des commandes)');
  for (const add of commands) add(program);
  try {
    await program.parseAsync();
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    progress(error instanceof CommandFailed ? error.sentence : `Erreur : ${messageOf(error)}`);
    return error instanceof CommandFailed ? error.exit : EXIT.error;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

void run().then((code) => {
  process.exitCode = code;
});
