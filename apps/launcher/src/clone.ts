import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CannotStart } from './cannot-start';

/** The root of the clone, whether this file runs as TypeScript under apps/ or built under dist/apps/. */
export const cloneFolder = rootAbove(__dirname);

/** A folder of the system's temporary one that belongs to this clone alone; `npm run reset` removes it. */
export function temporaryFolderOf(clone: string = cloneFolder): string {
  const digest = createHash('sha256').update(realpathSync(clone)).digest('hex').slice(0, 12);
  return join(realpathSync(tmpdir()), `concerto-${digest}`);
}

/** Makes the clone's temporary folder, which others may enter but not list; refuses one that somebody else has put there. */
export function makeTemporaryFolder(): string {
  const folder = temporaryFolderOf();
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (process.getuid !== undefined && found.uid !== process.getuid()))
    throw new CannotStart(
      `${folder} belongs to another user: have it removed, or set TMPDIR to another folder.`,
    );
  return folder;
}

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'deploy', 'kafka', 'pom.xml'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('deploy/kafka/pom.xml is in no folder above the launcher');
  return rootAbove(above);
}
