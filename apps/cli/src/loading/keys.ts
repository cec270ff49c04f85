import { ask, asked } from '../doors';
import type { Known, Loading } from './loading';

const SCOPES = [
  'visits:write',
  'visits:read',
  'assignments:read',
  'prospects:write',
  'offers:read',
  'offers:write',
  'employers:read',
  'bmo:read',
  'bmo:write',
];

/** A key for each partner's machine, kept in demo.json as soon as it is shown; one that still opens is kept. */
export async function keysOf(loading: Loading, known: Known): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  for (const { code, sourceSystem } of loading.demonstration.partners) {
    const kept = loading.kept().apiKeys?.[code];
    const key = kept && (await opens(loading, kept)) ? kept : await issue(loading, known, code, sourceSystem);
    keys.set(code, key);
    loading.keep({ apiKeys: { ...loading.kept().apiKeys, [code]: key } });
  }
  return keys;
}

async function opens(loading: Loading, key: string): Promise<boolean> {
  const { status } = await ask(loading.url, '/v1/partners', { key });
  return status < 400;
}

/** Without an idempotency key, on purpose: a remembered answer would be a secret at rest. */
async function issue(loading: Loading, known: Known, code: string, name: string): Promise<string> {
  const json = { partnerId: known.partnerIds.get(code), name, scopes: SCOPES, months: 12 };
  const { key } = await loading.whenKnown(() =>
    asked<{ key: string }>(loading.url, '/v1/keys', { method: 'POST', key: loading.operatorKey, json }),
  );
  return key;
}
