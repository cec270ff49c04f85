import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Real files in official formats, beside the repository or where CONCERTO_REAL_DATA says; absent elsewhere. */
const FOLDER = process.env.CONCERTO_REAL_DATA ?? join(__dirname, '../../../shared/data');
const present = existsSync(FOLDER);
export const realPath = (name: string): string => join(FOLDER, name);
export const realFile = (name: string): Buffer => readFileSync(realPath(name));

/** Runs on the real files where they are; elsewhere its title says that they are absent. */
export const onRealFiles = present
  ? describe
  : (title: string, _work: () => void) =>
      describe(title, () =>
        it('is only checked where ../shared/data is: the folder is absent here', () =>
          expect(present).toBe(false)),
      );

export const communesOfMetz = (): string[] =>
  gunzipSync(realFile('codes/communes_reference_jointe.csv.gz'))
    .toString()
    .split('\n')
    .map((line) => line.split(','))
    .filter((cells) => cells[7] === '4431')
    .map((cells) => cells[0]!);
