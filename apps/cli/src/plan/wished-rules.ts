import { CommandFailed, EXIT } from '../output';

/** A quota of a plan’s rules, as its board gives them. */
export interface Quota {
  readonly structureId?: string | null;
  readonly kind?: string | null;
  readonly segment: string;
  readonly percent: number;
}

/** The rules of a plan, as far as the command changes them. */
export interface Rules {
  readonly floors: readonly Quota[];
  readonly ceilings: readonly Quota[];
  readonly coverage: readonly { readonly territoryClass: string; readonly percent: number }[];
}

/** What is asked on the command line: `HIDDEN=56`, one word a rule. */
export interface AskedRules {
  readonly floor: readonly string[];
  readonly ceiling: readonly string[];
  readonly coverage: readonly string[];
}

/** The plan’s rules with those of the command line in their place; a quota of a segment stands for every structure. */
export const rulesWith = (rules: Rules, asked: AskedRules): Rules => ({
  floors: quotasWith(rules.floors, asked.floor),
  ceilings: quotasWith(rules.ceilings, asked.ceiling),
  coverage: asked.coverage.reduce((coverage, text) => {
    const { name: territoryClass, number: percent } = named(text);
    return [...coverage.filter((one) => one.territoryClass !== territoryClass), { territoryClass, percent }];
  }, rules.coverage),
});

const quotasWith = (quotas: readonly Quota[], asked: readonly string[]): readonly Quota[] =>
  asked.reduce((some, text) => {
    const { name: segment, number: percent } = named(text);
    return [...some.filter((one) => one.segment !== segment), { segment, percent }];
  }, quotas);

/** `UNIT=120`: the visits of a unit in the period. */
export function capacitiesOf(asked: readonly string[]): { unitId: string; visits: number }[] {
  return asked.map((text) => {
    const { name: unitId, number: visits } = named(text);
    return { unitId, visits };
  });
}

/** `NAME=NUMBER`; the service judges the number itself. */
function named(text: string): { name: string; number: number } {
  const [, name, number] = /^([^=]+)=(-?\d+(?:[.,]\d+)?)$/.exec(text) ?? [];
  if (name && number) return { name, number: Number(number.replace(',', '.')) };
  throw new CommandFailed(
    `« ${text} » ne se lit pas : écrivez NOM=NOMBRE, par exemple HIDDEN=56.`,
    EXIT.usage,
  );
}
