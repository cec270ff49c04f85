import { signInLink } from '../commands/sign-in';
import type { Loading } from './loading';

/** A fresh one-time link for each persona, also in demo.json. */
export async function renewSignInLinks(loading: Loading): Promise<Record<string, string>> {
  const signIn: Record<string, string> = {};
  for (const { persona, email } of loading.demonstration.personas)
    signIn[persona] = await signInLink({ url: loading.url, key: loading.operatorKey }, email);
  loading.keep({ signIn });
  return signIn;
}
