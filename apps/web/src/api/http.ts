import { useCallback, useEffect, useRef, useState } from 'react';
import { fr } from '../fr';
import { newId } from './new-id';

/** A refusal as the services write it (RFC 9457), with their own French sentence. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly sentence: string,
    readonly reason: string,
    readonly reference: string | null,
    readonly errors: readonly { pointer?: string; detail: string }[],
    /** What else the refusal says, to help do what it asks. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(sentence);
  }
}

const offline = () => new Problem(0, fr.errors.offline, 'offline', null, []);

const problemOf = async (response: Response): Promise<Problem> => {
  const reference = response.headers.get('x-request-id') ?? response.headers.get('x-correlation-id');
  const body = (await response.json().catch(() => ({}))) as {
    type?: string;
    detail?: string;
    instance?: string;
    errors?: { pointer?: string; detail: string }[];
  };
  const sentence = body.detail ?? fr.errors.unreachable;
  const reason = body.type?.split('/').at(-1) ?? `http-${response.status}`;
  return new Problem(response.status, sentence, reason, body.instance ?? reference, body.errors ?? [], body);
};

/** Told when a session has ended, whichever request found out. */
export const SIGNED_OUT = 'concerto:signed-out';

/** One request to the gateway. Throws a Problem, whose sentence can be shown as it is. */
export const ask = async <T>(path: string, init?: RequestInit): Promise<T> => {
  const response = await fetch(path, {
    credentials: 'same-origin',
    ...init,
    headers: { accept: 'application/json', ...init?.headers },
  }).catch(() => {
    throw offline();
  });
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  const problem = await problemOf(response);
  if (problem.status === 401) window.dispatchEvent(new Event(SIGNED_OUT));
  throw problem;
};

/** A command. The key makes a second try of the same act harmless: draw it when the form opens. */
export const send = <T>(
  path: string,
  body: unknown,
  idempotencyKey: string = newId(),
  signal?: AbortSignal,
): Promise<T> =>
  ask<T>(path, {
    method: 'POST',
    ...(signal && { signal }),
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(body),
  });

/** Takes away what stands at this address. */
export const remove = (path: string): Promise<void> =>
  ask<void>(path, { method: 'DELETE', headers: { 'idempotency-key': newId() } });

export interface Asked<T> {
  data: T | null;
  problem: Problem | null;
  /** Asks again; what is shown stays until the answer comes. */
  again: () => Promise<void>;
}

/** What the path answers now. A null path asks nothing. */
export const useAsked = <T>(path: string | null): Asked<T> => {
  const [answer, setAnswer] = useState<{ path: string | null; data: T | null; problem: Problem | null }>({
    path: null,
    data: null,
    problem: null,
  });
  const latest = useRef(0);

  const again = useCallback(async () => {
    if (path === null) return;
    latest.current += 1;
    const mine = latest.current;
    try {
      const data = await ask<T>(path);
      if (mine === latest.current) setAnswer({ path, data, problem: null });
    } catch (error) {
      if (mine === latest.current)
        setAnswer((before) => ({ path, data: before.data, problem: error as Problem }));
    }
  }, [path]);

  useEffect(() => {
    setAnswer((before) => (before.path === path ? before : { path, data: null, problem: null }));
    void again();
    return () => {
      latest.current += 1;
    };
  }, [path, again]);

  return { data: answer.data, problem: answer.problem, again };
};
