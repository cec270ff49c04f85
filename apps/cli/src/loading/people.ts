import { signInLinks } from '../commands/sign-in';
import type { Loading } from './loading';

/** A fresh one-time link for each persona, also in demo.json. */
export async function renewSignInLinks(loading: Loading): Promise<Record<string, string>> {
  const access = { url: loading.url, key: loading.operatorKey };
  const signIn = await signInLinks(access, loading.demonstration.personas);
  loading.keep({ signIn });
  return signIn;
}
