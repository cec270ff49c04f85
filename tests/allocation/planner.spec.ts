import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plan } from '#allocation/plan';
import { planFor } from '#allocation/plan-for';
import { planInThread, solveInThread } from '#allocation/planner';
import { problemOf } from '#allocation/problem';
import { Invalid } from '#domain/refused';
import { compiledFixture } from '../support/service-process';
import { employer, planInputs, structure } from './given-plan';
import { randomTerritory } from './random-territory';

/** The thread runs what is built: a source that is newer is built first. */
beforeAll(() => {
  const root = resolve(__dirname, '../..');
  const changed = (folder: string): number =>
    Math.max(
      0,
      ...readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => /\.(ts|js)$/.test(entry.name))
        .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
    );
  const built = (lib: string): number => {
    try {
      return changed(join(root, 'dist/libs', lib));
    } catch {
      return 0;
    }
  };
  const stale = ['allocation', 'domain'].filter((lib) => changed(join(root, 'libs', lib)) > built(lib));
  if (stale.length > 0) compiledFixture(...stale.map((lib) => `libs/${lib}`));
});

const territory = randomTerritory(5, {
  rules: { floors: [{ structureId: null, kind: null, segment: 'HIDDEN', percent: 50 }] },
});

/** Large enough that its plan takes a while. */
const large = problemOf(randomTerritory(6, { employers: 6_000, structures: 20 }));

describe('A plan in a thread of its own', () => {
  it('is the plan that is made without one, to the byte', async () => {
    expect(await planInThread(territory)).toEqual(planFor(territory));
  });

  it('leaves the instance with its owner, and gives the arrays of the plan', async () => {
    const { instance } = problemOf(territory);
    const solved = await solveInThread(instance);
    expect(solved).toEqual(plan(instance));
    expect(instance.pairValue.length).toBeGreaterThan(0);
  });

  it('tells how far it is, ever further, up to the end', async () => {
    const shares: number[] = [];
    await solveInThread(large.instance, { onProgress: (share) => shares.push(share) });
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBeGreaterThanOrEqual(0);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  it('leaves its owner free to do something else meanwhile', async () => {
    let turns = 0;
    const beat = setInterval(() => (turns += 1), 1);
    await solveInThread(large.instance);
    clearInterval(beat);
    expect(turns).toBeGreaterThan(5);
  });

  it('is given up at a word, at once or before it began', async () => {
    const cancelled = new AbortController();
    const answer = solveInThread(large.instance, {
      signal: cancelled.signal,
      onProgress: () => cancelled.abort(new Error('another position of the slider')),
    });
    await expect(answer).rejects.toThrow('another position of the slider');
    await expect(solveInThread(large.instance, { signal: cancelled.signal })).rejects.toThrow(
      'another position',
    );
  });

  it('names wrong inputs as it would without a thread', async () => {
    const wrong = planInputs([structure('ml', { capacity: -1 })], [employer('e')]);
    const refusal = await planInThread(wrong).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Invalid);
    expect((refusal as Invalid).errors[0]).toMatchObject({ pointer: '/structures/0/capacity' });
    expect((refusal as Invalid).reason).toBe('plan-inputs-wrong');
  });

  it('tells any other failure as it is', async () => {
    const broken = { ...problemOf(territory).instance, firstPair: new Uint32Array(1) };
    await expect(solveInThread(broken)).rejects.toMatchObject({ name: 'RangeError' });
  });
});
