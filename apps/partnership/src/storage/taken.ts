import { Refused } from '#domain/refused';

const SENTENCES: Readonly<Record<string, string>> = {
  territory_code_taken: 'Un territoire porte déjà ce code.',
  commune_in_another_territory: 'Une de ces communes appartient déjà à un autre territoire (BR-20).',
  partner_code_taken: 'Un partenaire porte déjà ce code.',
  unit_code_taken: 'Ce partenaire a déjà une structure de ce code.',
  email_taken: 'Une personne est déjà inscrite avec cette adresse.',
};

/** Runs a write; what one of our unique constraints refuses is a business refusal under the constraint's own name. */
export async function orTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const constraint = (error as { constraint?: string }).constraint ?? '';
    const sentence = SENTENCES[constraint];
    if (!sentence) throw error;
    throw new Refused(constraint.replaceAll('_', '-'), sentence);
  }
}
