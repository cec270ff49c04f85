import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { ask, Problem, SIGNED_OUT, send } from './api/http';

export type Role = 'AGENT' | 'UNIT_MANAGER' | 'COORDINATOR' | 'PILOT' | 'OPERATOR';

export interface SignedIn {
  person: { displayName: string; roles: Role[]; partnerCode: string | null; unitName: string | null };
  territory: { id: string; name: string } | null;
}

export type Session =
  | { state: 'asking' }
  | { state: 'out' }
  | { state: 'failed'; problem: Problem; again: () => void }
  | ({ state: 'in' } & SignedIn);

const Current = createContext<Session>({ state: 'asking' });

export const useSession = (): Session => useContext(Current);

/** The signed-in person; only below a shell that has checked it. */
export const useSignedIn = (): SignedIn => {
  const session = useContext(Current);
  if (session.state !== 'in') throw new Error('a page was shown to nobody');
  return session;
};

/** Some pages are for those who prospect, others for those who steer; a coordinator has both. */
export const prospects = ({ person }: SignedIn): boolean =>
  person.roles.some((role) => role === 'AGENT' || role === 'UNIT_MANAGER');

export const steers = ({ person }: SignedIn): boolean =>
  person.roles.some((role) => role === 'PILOT' || role === 'COORDINATOR' || role === 'OPERATOR');

/** Who works on a plan with the committee; the others read it. */
export const steersPlans = ({ person }: SignedIn): boolean =>
  person.roles.some((role) => role === 'COORDINATOR' || role === 'OPERATOR');

export const readsPlans = ({ person }: SignedIn): boolean => person.roles.some((role) => role !== 'AGENT');

export const signOut = async (): Promise<void> => {
  await send('/v1/sign-out', {});
  window.dispatchEvent(new Event(SIGNED_OUT));
};

/** Asks once who is there, and notices when the session ends. */
export const SessionKeeper = ({ children }: { children: ReactNode }) => {
  const [session, setSession] = useState<Session>({ state: 'asking' });

  useEffect(() => {
    const out = () => setSession({ state: 'out' });
    const enter = () =>
      ask<SignedIn>('/v1/session').then(
        (signedIn) => setSession({ state: 'in', ...signedIn }),
        (error: Problem) => {
          if (error.status === 401) out();
          else setSession({ state: 'failed', problem: error, again: () => void enter() });
        },
      );
    window.addEventListener(SIGNED_OUT, out);
    void enter();
    return () => window.removeEventListener(SIGNED_OUT, out);
  }, []);

  return <Current.Provider value={session}>{children}</Current.Provider>;
};
