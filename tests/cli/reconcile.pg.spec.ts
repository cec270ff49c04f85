import { INVARIANTS } from '../../apps/cli/src/commands/reconcile';
import { eachPublicationOnce } from '../../apps/cli/src/reconcile/i4-each-publication-once';
import { selfTest } from '../../apps/cli/src/reconcile/self-test';
import { serverUrl } from '../support/database';

describe('concerto reconcile', () => {
  it('fails on exactly the promise that is broken, and on none when the story is true', async () => {
    const results = await selfTest(serverUrl(), INVARIANTS);
    expect(results).toHaveLength(INVARIANTS.length + 1);
    expect(results.flatMap((one) => one.violations)).toEqual([]);
  });

  it('cannot pass a check that sees nothing', async () => {
    const blind = {
      ...eachPublicationOnce,
      check: async () => ({ checked: 0, unit: 'offres', violations: [] }),
    };
    const results = await selfTest(serverUrl(), [blind]);
    expect(results.flatMap((one) => one.violations)).toEqual(['attendu : I4 ; vu : aucun']);
  });
});
