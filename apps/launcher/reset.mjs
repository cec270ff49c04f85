// npm run reset
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { clone, inOneSentence, stateFolder } from './preflight.mjs';

inOneSentence(async () => {
  const built = path.join(clone, 'dist', 'apps', 'launcher', 'src', 'reset.js');
  // Nothing was ever started from a clone that was never built.
  if (!fs.existsSync(built)) process.stdout.write(`Nothing to wipe in ${stateFolder}\n`);
  else process.stdout.write(`${await createRequire(import.meta.url)(built).reset()}\n`);
});
