import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTENDERS, solvedBy } from '../bench/allocation/contenders';
import { runStream } from '../bench/allocation/event-stream';
import { rendered } from '../bench/allocation/rendered';
import { SIZES } from '../bench/allocation/sizes';
import { store, stored } from '../bench/allocation/stored-instance';
import { type Figures, judged } from '../bench/allocation/targets';
import { territoryOf, withThreeLevels } from '../bench/allocation/territory';

// The contender that needs ../shared is left to the bench itself.
const HERE = CONTENDERS.filter((one) => one !== 'prototype');

describe('The bench of the plan, on a toy territory', () => {
  const territory = territoryOf(SIZES.toy);

  it('makes the same territory each time, and another for another seed', () => {
    expect(territoryOf(SIZES.toy)).toEqual(territory);
    expect(territoryOf(SIZES.toy, 2)).not.toEqual(territory);
  });

  it('reads back the territory that it stored', () => {
    const folder = mkdtempSync(join(tmpdir(), 'concerto-bench-spec-'));
    store(territory, join(folder, 'toy'));
    expect(stored(join(folder, 'toy'))).toEqual(territory);
    rmSync(folder, { recursive: true });
  });

  it('finds the plan worth as much as HiGHS’s, and the greedy ones worth less', async () => {
    const [concerto, highs, , quotas] = await Promise.all(HERE.map((one) => solvedBy(one, territory, 1)));
    expect(concerto!.gap).toBe(0);
    expect(highs!.total).toBe(concerto!.total);
    expect(quotas!.total).toBeLessThan(concerto!.total);
    expect(quotas!.overCeiling).toBe(0);
  });

  it('plans scores of three levels, and a stream of events, without a gap', async () => {
    expect((await solvedBy('concerto', withThreeLevels(territory), 0))!.gap).toBe(0);
    const { gap, events, movesByHeldVisits } = runStream(territory, 150);
    expect({ gap, events, movesByHeldVisits }).toEqual({ gap: 0, events: 150, movesByHeldVisits: 0 });
  });

  it('tells each target as passed, missed or not measured', async () => {
    const answer = (await solvedBy('concerto', territory, 1))!;
    const measured = { answer: { ...answer, cold: 3 }, peakMegabytes: 200 };
    const figures: Figures = { M: { ...SIZES.toy, pairs: 1, capacity: 1, solved: { concerto: measured } } };
    const outcome = (what: string) => judged(figures).find((one) => one.what === what)?.outcome;
    expect(outcome('M: gap between primal and dual')).toBe('passed');
    expect(outcome('M: first plan of a process')).toBe('missed');
    expect(outcome('M: peak memory')).toBe('passed');
    expect(outcome('L: one core')).toBe('not measured');
    expect(rendered(figures, judged(figures))).toContain('not measured');
  });
});
