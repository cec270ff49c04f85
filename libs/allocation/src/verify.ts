import type { Instance, MicroPosts, Prices } from './instance';

/** `value` is what the visits are worth, floors and coverage left out; `dual` bounds every plan, and this one reaches it. */
export type Verdict =
  | { readonly optimal: true; readonly value: MicroPosts; readonly dual: MicroPosts }
  | { readonly optimal: false; readonly because: string };

/**
 * Judges a plan without knowing how it was made: keeps it every hard rule, and do these prices prove, to the unit, that
 * no plan is worth more (README, "The certificate")? One pass over the pairs; shares no code with the solver. Pins alone
 * may exceed: a capacity or a ceiling is worth the larger of what was given and of its pins. The first fault found is
 * told in one French sentence; indices are those of the instance.
 */
export function verify(instance: Instance, assignedTo: Int32Array, prices: Prices): Verdict {
  const { structures, segments, classes } = instance;
  const fault = misshapen(instance, assignedTo, prices) ?? priceFault(prices);
  if (fault) return wrong(fault);

  const tally: Tally = {
    bins: new Int32Array(structures * segments),
    classes: new Int32Array(classes),
    pinned: new Int32Array(structures * segments),
    visits: 0,
    dual: 0,
    size: 0,
  };
  const broken = overEmployers(instance, assignedTo, prices, tally);
  if (broken) return wrong(broken);

  const { visits } = tally;
  const primal = visits + overStructures(instance, prices, tally) + overClasses(instance, prices, tally);
  const over = overfull(instance, tally);
  if (over) return wrong(over);
  if (!(tally.size <= Number.MAX_SAFE_INTEGER))
    return wrong('Les sommes dépassent 2^53 : la preuve ne peut pas être comptée à l’unité près.');
  if (primal !== tally.dual)
    return wrong(
      `La valeur du plan (${primal}) n’atteint pas la borne de ces prix (${tally.dual}) : il manque ${tally.dual - primal}.`,
    );
  return { optimal: true, value: visits, dual: tally.dual };
}

/** What the passes count. `size` adds up magnitudes: under 2^53 every sum above is exact. */
interface Tally {
  readonly bins: Int32Array;
  readonly classes: Int32Array;
  readonly pinned: Int32Array;
  visits: MicroPosts;
  dual: MicroPosts;
  size: number;
}

const wrong = (because: string): Verdict => ({ optimal: false, because });

function misshapen(instance: Instance, assignedTo: Int32Array, prices: Prices): string | undefined {
  const { employers, structures, segments, classes } = instance;
  if (assignedTo.length !== employers)
    return `Le plan nomme ${assignedTo.length} employeurs au lieu de ${employers}.`;
  if (
    prices.structure.length !== structures ||
    prices.bin.length !== structures * segments ||
    prices.class.length !== classes
  )
    return 'Il faut un prix par structure, un par structure et segment, un par classe de territoire.';
  return undefined;
}

function priceFault({ structure, bin, class: klass }: Prices): string | undefined {
  // Under 2^52, so that a value less a price plus a price is still exact.
  const inexact = (price: number) => !Number.isInteger(price) || Math.abs(price) > 2 ** 52;
  if (structure.some(inexact) || bin.some(inexact) || klass.some(inexact))
    return 'Un prix n’est pas un nombre entier d’au plus 2^52 : la preuve ne peut pas être comptée à l’unité près.';
  const cheap = structure.findIndex((price) => price < 0);
  if (cheap >= 0) return `Le prix d’une visite de la structure ${cheap} est négatif.`;
  const negative = klass.findIndex((price) => price < 0);
  if (negative >= 0) return `Le prix de la couverture de la classe ${negative} est négatif.`;
  return undefined;
}

/** Each employer once: its structure must be one of its pairs, and its share of the dual is its best net worth. */
function overEmployers(
  instance: Instance,
  assignedTo: Int32Array,
  prices: Prices,
  tally: Tally,
): string | undefined {
  const { employers, segments, firstPair, pairStructure, pairValue, segmentOf, classOf, pinnedTo } = instance;
  for (let employer = 0; employer < employers; employer++) {
    const structure = assignedTo[employer]!;
    const segment = segmentOf[employer]!;
    const klass = classOf[employer]!;
    const bonus = klass < 0 ? 0 : prices.class[klass]!;
    let best = 0;
    let worth = -1;
    for (let pair = firstPair[employer]!; pair < firstPair[employer + 1]!; pair++) {
      const to = pairStructure[pair]!;
      const net = pairValue[pair]! - prices.bin[to * segments + segment]! + bonus;
      if (net > best) best = net;
      if (to === structure) worth = pairValue[pair]!;
    }
    const pin = pinnedTo?.[employer] ?? -1;
    if (pin >= 0 && structure !== pin)
      return `L’employeur ${employer} est imposé à la structure ${pin} et le plan ne le lui donne pas.`;
    if (structure !== -1) {
      if (worth < 0) return `L’employeur ${employer} n’est pas ouvert à la structure ${structure}.`;
      const bin = structure * segments + segment;
      tally.bins[bin]!++;
      if (klass >= 0) tally.classes[klass]!++;
      tally.visits += worth;
      if (pin >= 0) {
        tally.pinned[bin]!++;
        // A pin leaves no choice: its share is its net worth, even a loss.
        best = worth - prices.bin[bin]! + bonus;
      }
    }
    tally.dual += best;
    tally.size += Math.abs(best);
  }
  return undefined;
}

/** Capacities and the bins under them; answers what the visits under the floors are said to be worth. */
function overStructures(instance: Instance, prices: Prices, tally: Tally): MicroPosts {
  const { structures, segments, capacity, floor, floorPenalty } = instance;
  let met = 0;
  for (let structure = 0; structure < structures; structure++) {
    const price = prices.structure[structure]!;
    let pins = 0;
    for (let bin = structure * segments; bin < (structure + 1) * segments; bin++) {
      pins += tally.pinned[bin]!;
      const most = Math.max(instance.ceiling[bin]!, tally.pinned[bin]!);
      const least = Math.min(floor[bin]!, most);
      const margin = prices.bin[bin]! - price;
      const atFloor = least * (margin + floorPenalty);
      // Worth most at one of its corners: empty, at its floor, at its ceiling.
      count(tally, Math.max(0, atFloor, atFloor + (most - least) * margin));
      met += floorPenalty * Math.min(tally.bins[bin]!, least);
    }
    count(tally, price * Math.max(capacity[structure]!, pins));
  }
  return met;
}

/** Coverage: what a class still misses is worth its penalty less its price; answers what is covered. */
function overClasses({ coverage, coveragePenalty }: Instance, prices: Prices, tally: Tally): MicroPosts {
  let met = 0;
  coverage.forEach((wished, klass) => {
    count(tally, wished * Math.max(0, coveragePenalty - prices.class[klass]!));
    met += coveragePenalty * Math.min(tally.classes[klass]!, wished);
  });
  return met;
}

function count(tally: Tally, share: MicroPosts): void {
  tally.dual += share;
  tally.size += Math.abs(share);
}

function overfull({ structures, segments, capacity, ceiling }: Instance, tally: Tally): string | undefined {
  for (let structure = 0; structure < structures; structure++) {
    let visits = 0;
    let pins = 0;
    for (let segment = 0; segment < segments; segment++) {
      const bin = structure * segments + segment;
      const [given, pinned] = [tally.bins[bin]!, tally.pinned[bin]!];
      if (given > Math.max(ceiling[bin]!, pinned))
        return `La structure ${structure} reçoit ${given} employeurs du segment ${segment}, au-delà de son plafond de ${ceiling[bin]}.`;
      visits += given;
      pins += pinned;
    }
    if (visits > Math.max(capacity[structure]!, pins))
      return `La structure ${structure} reçoit ${visits} visites, au-delà de sa capacité de ${capacity[structure]}.`;
  }
  return undefined;
}
