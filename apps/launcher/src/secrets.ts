import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { CannotStart } from './cannot-start';
import { readState, writeState } from './state-file';

export interface Secrets {
  identity: string;
  operatorKey: string;
  cookie: string;
  postgresPassword: string;
}

/** The secrets of this installation, drawn once; a later version's new one is added. */
export function secretsIn(file: string): Secrets {
  const kept = readState<Partial<Secrets>>(file);
  if (kept === undefined && existsSync(file))
    throw new CannotStart(`${file} cannot be read: mend it, or start from nothing with npm run reset.`);
  const draw = () => randomBytes(32).toString('base64url');
  const secrets: Secrets = {
    identity: draw(),
    operatorKey: `operator_${draw()}`,
    cookie: draw(),
    postgresPassword: draw(),
    ...kept,
  };
  if (Object.keys(kept ?? {}).length !== Object.keys(secrets).length) writeState(file, secrets);
  return secrets;
}
