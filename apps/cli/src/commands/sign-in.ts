import type { Command } from 'commander';
import { demonstrationPersonas } from '../demo/network';
import { asked, DoorRefused } from '../doors';
import { installation, operatorAccess, readDemoFile, writeDemoFile } from '../installation';
import { CommandFailed, data, EXIT, json } from '../output';

/** `concerto sign-in PERSONA`: a new one-time link for a person of the demonstration; `--all`: for each, into demo.json. */
export function signInCommand(program: Command): void {
  const personas = demonstrationPersonas();
  program
    .command('sign-in [persona]')
    .description(`Donne un nouveau lien de connexion : ${personas.map(({ persona }) => persona).join(', ')}.`)
    .option('--all', 'un nouveau lien pour chaque personne, gardé dans demo.json')
    .option('--json', 'en JSON')
    .action(async (persona: string | undefined, options: { all?: boolean; json?: boolean }) => {
      if (options.all) return renewAll(options.json);
      const found = personas.find((one) => one.persona === persona);
      if (!found)
        throw new CommandFailed(
          `Personne inconnue. Choix possibles : ${personas.map((one) => one.persona).join(', ')}.`,
          EXIT.usage,
        );
      const link = await signInLink(operatorAccess(), found.email);
      if (options.json) return json({ persona, link });
      data(link);
    });
}

async function renewAll(asJson: boolean | undefined): Promise<void> {
  const signIn = await signInLinks(operatorAccess(), demonstrationPersonas());
  const { demoFile } = installation();
  writeDemoFile(demoFile, { ...readDemoFile(demoFile), signIn });
  if (asJson) return json({ signIn });
  for (const [persona, link] of Object.entries(signIn)) data(`${persona}  ${link}`);
}

/** A fresh one-time link for each of these, by persona. */
export async function signInLinks(
  access: { url: string; key: string },
  personas: readonly { persona: string; email: string }[],
): Promise<Record<string, string>> {
  const links: Record<string, string> = {};
  for (const { persona, email } of personas) links[persona] = await signInLink(access, email);
  return links;
}

/** A one-time link for this e-mail; the gateway gives it back to an operator, and sends it by mail to anybody else. */
async function signInLink(access: { url: string; key: string }, email: string): Promise<string> {
  try {
    const { link } = await asked<{ link?: string }>(access.url, '/v1/sign-in', {
      key: access.key,
      json: { email },
    });
    if (link) return new URL(link, access.url).href;
  } catch (error) {
    if (error instanceof DoorRefused) throw new CommandFailed(error.sentence);
    throw error;
  }
  throw new CommandFailed('La passerelle n’a pas donné de lien : elle l’a envoyé par courriel.');
}
