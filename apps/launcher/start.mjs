// npm start
import { createRequire } from 'node:module';
import path from 'node:path';
import { clone, inOneSentence, preflight } from './preflight.mjs';

inOneSentence(async () => {
  await preflight();
  const require = createRequire(import.meta.url);
  await require(path.join(clone, 'dist', 'apps', 'launcher', 'src', 'main.js')).main();
});
