import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Real files in official formats, beside the repository; absent elsewhere. */
const DATA = [join(__dirname, '../../../shared/data'), '/work/shared/data'].find((folder) =>
  existsSync(folder),
);
export const realFile = (name: string): Buffer => readFileSync(join(DATA!, name));

/** Runs on the real files where they are; elsewhere its title says that they are absent. */
export const onRealFiles = DATA
  ? describe
  : (title: string, _work: () => void) =>
      describe(title, () =>
        it('is only checked where ../shared/data is: the folder is absent here', () =>
          expect(DATA).toBeUndefined()),
      );

export const communesOfMetz = (): string[] =>
  gunzipSync(realFile('codes/communes_reference_jointe.csv.gz'))
    .toString()
    .split('\n')
    .map((line) => line.split(','))
    .filter((cells) => cells[7] === '4431')
    .map((cells) => cells[0]!);
