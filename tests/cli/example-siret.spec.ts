import { EXAMPLE_SIRET } from '#service/example-siret';
import { demonstrationOf } from '../../apps/cli/src/demo/demonstration';

it('The establishment of the documentation’s examples is in the demonstration territory, whatever its day', () => {
  for (const today of ['2026-11-25', '2027-02-03']) {
    const found = demonstrationOf('metz', today).establishments.find((one) => one.siret === EXAMPLE_SIRET);
    expect(found).toMatchObject({ active: true, inTerritory: true, partialDiffusion: false });
  }
});
