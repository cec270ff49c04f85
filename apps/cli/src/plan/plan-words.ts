import { table } from '../output';
import type { Board, Diff, Explanation, Plan, Why } from './plan-answers';

/** Plans, one a line, for a person to choose from. */
export const planLine = ({ planId, name, from, until, state, assigned, unassigned }: Plan): string =>
  `${planId}  ${state.padEnd(9)}  du ${from} au ${until}  ${assigned} attribués, ${unassigned} non attribués  ${name}`;

/** A board in a few lines: worth and proof, segments, structures, the price of each rule. */
export function boardText(board: Board): string {
  const { primal, dual } = board.certificate;
  const proof = primal === dual ? 'optimal, écart 0' : `non prouvé, écart ${dual - primal} millionièmes`;
  return [
    `${number(board.value)} postes attendus, ${proof}, calculé en ${board.computedInMs} ms`,
    '',
    table(board.segments.map((one) => [one.name, `${one.assigned} visités sur ${one.prospects}`] as const)),
    '',
    table(
      board.structures.map(
        (one) =>
          [
            one.unitName,
            `${one.assigned} visites sur ${one.capacity}, une visite vaut de ${number(one.more, 3)} à ${number(one.fewer, 3)}`,
          ] as const,
      ),
    ),
    '',
    table(
      board.quotaPrices.map((one) => [ruleName(one), `${number(one.pricePercent)} % des postes`] as const),
    ),
    ...board.warnings.map(({ detail }) => `Attention : ${detail}`),
  ].join('\n');
}

/** What changes, in a few lines. */
export function diffText(diff: Diff): string {
  const moves = diff.byPartners.map(
    ({ from, to, count }) => [`${from ?? 'personne'} → ${to ?? 'personne'}`, count] as const,
  );
  return [
    table([
      ['inchangés', diff.unchanged],
      ['changent de structure', diff.moved],
      ['dont de partenaire', diff.movedPartner],
      ['entrent', diff.entered],
      ['sortent', diff.left],
      ['marché caché, employeurs de plus', diff.hiddenMarketMore],
    ]),
    `${number(diff.postsBefore)} postes avant, ${number(diff.postsAfter)} après (${number(diff.valuePercent)} %)`,
    ...(moves.length > 0 ? ['', table(moves)] : []),
  ].join('\n');
}

/** The decision on an employer: the sentence, then each structure with value, price and net. */
export function explanationText({ options, chosen, sentence, whatWouldChange }: Explanation): string {
  const lines = options.map(({ unitId, unitName, value, price, net }) => {
    const mark = unitId !== null && unitId === chosen ? '→' : ' ';
    return [`${mark} ${unitName}`, `${number(value, 3)} − ${number(price, 3)} = ${number(net, 3)}`] as const;
  });
  const terms = (options[0]?.terms ?? []).map(({ words, posts }) => [words, number(posts, 3)] as const);
  return [
    sentence,
    ...(lines.length > 0 ? ['', table(lines)] : []),
    ...(terms.length > 0 ? ['', table(terms)] : []),
    ...(whatWouldChange ? ['', whatWouldChange] : []),
  ].join('\n');
}

/** Who led an employer on a day, and what the replay says. */
export function whyText(why: Why): string {
  const inputs = why.inputsHash
    ? `Plan « ${why.planName} », politique ${why.policyVersion}, données ${why.inputsHash.slice(0, 12)}… ${why.inputsIntact ? 'intactes' : 'ALTÉRÉES'}`
    : undefined;
  return [
    why.sentence,
    ...(why.because ? [why.because] : []),
    ...(inputs ? [inputs] : []),
    ...(why.explanation ? ['', explanationText(why.explanation)] : []),
  ].join('\n');
}

function ruleName({ rule, segment, territoryClass, percent }: Board['quotaPrices'][number]): string {
  if (rule === 'ALL') return 'toutes les règles ensemble';
  const kind = { FLOOR: 'plancher', CEILING: 'plafond', COVERAGE: 'couverture' }[rule] ?? rule;
  return `${kind} ${segment ?? territoryClass ?? ''}${percent === null ? '' : ` à ${number(percent)} %`}`;
}

const number = (value: number, decimals = 2): string =>
  value.toLocaleString('fr-FR', { maximumFractionDigits: decimals });
