import type { Command } from 'commander';
import { asked, DoorRefused, type Sending, Unreachable } from '../doors';
import { operatorAccess } from '../installation';
import { CommandFailed, data, EXIT, json, progress } from '../output';
import type { Board, Diff, Explanation, Plan, Why } from '../plan/plan-answers';
import { boardText, diffText, explanationText, planLine, whyText } from '../plan/plan-words';
import { type AskedRules, capacitiesOf, rulesWith } from '../plan/wished-rules';

interface SimulateOptions extends AskedRules {
  plan?: string;
  capacity: string[];
  compareTo?: string;
  save?: string;
  json?: boolean;
}

const each = (word: string, words: string[]): string[] => [...words, word];

/** `concerto plan`: what the committee does with a plan, from a terminal, through the gateway. */
export function planCommand(program: Command): void {
  const plan = program
    .command('plan')
    .description('Le plan de prospection concertée : essayer, comparer, adopter, expliquer.');
  plan
    .command('ls')
    .description('Liste les plans, le plus récent d’abord.')
    .option('--json', 'en JSON')
    .action(async (options: { json?: boolean }) => {
      const plans = await allPlans();
      if (options.json) return json({ plans });
      for (const one of plans) data(planLine(one));
    });
  plan
    .command('simulate')
    .description('Recalcule un plan sous d’autres règles, sans rien changer ; --save garde le scénario.')
    .option('--plan <id>', 'le plan ; sinon le projet en cours')
    .option('--floor <segment=part>', 'plancher, en % des visites de chaque structure (HIDDEN=56)', each, [])
    .option('--ceiling <segment=part>', 'plafond (LARGE=27)', each, [])
    .option('--coverage <classe=part>', 'couverture, en % des prospects (RURAL=15)', each, [])
    .option('--capacity <structure=visites>', 'visites d’une structure dans la période', each, [])
    .option('--compare-to <scenario>', 'comparer à un scénario et non au plan')
    .option('--save <nom>', 'enregistrer le scénario sous ce nom')
    .option('--json', 'en JSON')
    .action(simulate);
  plan
    .command('diff <a> <b>')
    .description('Compare deux scénarios d’un plan ; « current » est le plan lui-même.')
    .option('--plan <id>', 'le plan ; sinon le projet en cours')
    .option('--json', 'en JSON')
    .action(async (a: string, b: string, options: { plan?: string; json?: boolean }) => {
      const planId = await planIdOf(options.plan);
      const query = new URLSearchParams({ from: a, to: b });
      const diff = await door<Diff>(`/v1/plans/${planId}/diff?${query}`);
      if (options.json) return json(diff);
      data(diffText(diff));
    });
  plan
    .command('adopt <id>')
    .description('Adopte un plan soumis, quand le comité a voté : ses chefs de file commencent.')
    .option('--json', 'en JSON')
    .action(async (id: string, options: { json?: boolean }) => {
      const adopted = await door<Plan>(`/v1/plans/${id}/adopt`, { method: 'POST', json: {} });
      if (options.json) return json(adopted);
      data(planLine(adopted));
    });
  plan
    .command('explain <siret>')
    .description(
      'Pourquoi ce plan envoie telle structure chez un employeur, et ce qui changerait la décision.',
    )
    .option('--plan <id>', 'le plan ; sinon le projet en cours')
    .option('--json', 'en JSON')
    .action(async (siret: string, options: { plan?: string; json?: boolean }) => {
      const planId = await planIdOf(options.plan);
      const query = new URLSearchParams({ siret });
      const explanation = await door<Explanation>(`/v1/plans/${planId}/explanations?${query}`);
      if (options.json) return json(explanation);
      data(explanationText(explanation));
    });
  plan
    .command('why <siret>')
    .description('Pourquoi ce partenaire ce jour-là : rejoué sur les données et la politique d’alors.')
    .requiredOption('--on <date>', 'le jour, AAAA-MM-JJ')
    .option('--json', 'en JSON')
    .action(async (siret: string, options: { on: string; json?: boolean }) => {
      const query = new URLSearchParams({ siret, on: options.on });
      const why = await door<Why>(`/v1/plans/why?${query}`);
      // A replay that does not agree is a failure of the promise, whatever the format.
      if (why.agrees === false || why.inputsIntact === false) process.exitCode = EXIT.error;
      if (options.json) return json(why);
      data(whyText(why));
    });
}

async function simulate(options: SimulateOptions): Promise<void> {
  const planId = await planIdOf(options.plan);
  const { rules } = await door<Board>(`/v1/plans/${planId}/board`);
  const trial = { rules: rulesWith(rules, options), capacities: capacitiesOf(options.capacity) };
  const sent = { ...trial, ...(options.compareTo && { compareTo: options.compareTo }) };
  const tried = await door<{ board: Board; diff: Diff }>(`/v1/plans/${planId}/simulate`, { json: sent });
  if (options.save) {
    const scenario = { name: options.save, ...trial };
    const { scenarioId } = await door<{ scenarioId: string }>(`/v1/plans/${planId}/scenarios`, {
      json: scenario,
    });
    progress(`Scénario enregistré : ${scenarioId}`);
    if (options.json) return json({ scenarioId, ...tried });
  }
  if (options.json) return json(tried);
  data(`${boardText(tried.board)}\n\n${diffText(tried.diff)}`);
}

const allPlans = async (): Promise<Plan[]> => (await door<{ items: Plan[] }>('/v1/plans')).items;

/** The plan asked for; else the newest draft, else the newest plan. */
async function planIdOf(id: string | undefined): Promise<string> {
  if (id) return id;
  const plans = await allPlans();
  const chosen = plans.find((one) => one.state === 'DRAFT') ?? plans[0];
  if (!chosen) throw new CommandFailed('Aucun plan : préparez-en un, ou donnez --plan.');
  progress(`Plan : ${chosen.name} (${chosen.planId})`);
  return chosen.planId;
}

/** Asks as the operator; a refusal is told in its own sentence, with the fields that it names. */
async function door<T>(path: string, sending: Omit<Sending, 'key'> = {}): Promise<T> {
  const { url, key } = operatorAccess();
  try {
    return await asked<T>(url, path, { ...sending, key });
  } catch (error) {
    if (error instanceof DoorRefused) throw new CommandFailed(error.sentence);
    if (error instanceof Unreachable)
      throw new CommandFailed('Concerto ne répond pas : démarrez-le (npm start), puis recommencez.');
    throw error;
  }
}
