import { commandOf, parentOf } from './process-identity';

/** A second Ctrl-C within this time is the same one: npm passes on to us what the terminal has sent us already. */
const SAME_SIGNAL_MS = 1_000;

export interface Asked {
  /** Aborted when the stop is asked for. */
  signal: AbortSignal;
  /** Resolves when the stop is done. */
  stopped: Promise<void>;
}

/**
 * Waits for Ctrl-C, SIGTERM, a closed terminal or the end of `npm start` above us; then runs `stop`, and `kill` when it
 * is asked for again.
 */
export function onceAskedToStop(stop: (why: string) => Promise<void> | undefined, kill: () => void): Asked {
  const asked = new AbortController();
  let since = 0;
  const stopped = new Promise<void>((resolve, reject) => {
    const ask = (why: string) => {
      if (asked.signal.aborted) {
        if (Date.now() - since > SAME_SIGNAL_MS) kill();
        return;
      }
      since = Date.now();
      asked.abort();
      Promise.resolve(stop(why)).then(resolve, reject);
    };
    process.on('SIGINT', () => ask('Ctrl-C'));
    process.on('SIGTERM', () => ask('SIGTERM'));
    process.on('SIGHUP', () => ask('the terminal is gone'));
    if (process.env.npm_lifecycle_event) whenOrphaned(() => ask('npm start has ended'));
  });
  // Whoever only starts and fails never waits for it.
  stopped.catch(() => undefined);
  // The terminal or the pipe that we print to may go before we do.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return { signal: asked.signal, stopped };
}

/**
 * npm runs us below a shell. A signal to npm may end the shell without reaching us, and a kill -9 of npm leaves the shell
 * waiting: we are orphaned when either is gone. What is above npm may go; that is how one leaves a system running.
 */
function whenOrphaned(orphaned: () => void): void {
  const parent = process.ppid;
  const shell = /^\S*sh -c /.test(commandOf(parent));
  const above = shell ? parentOf(parent) : undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent && (!shell || parentOf(parent) === above)) return;
    clearInterval(timer);
    orphaned();
  }, 500);
  timer.unref();
}
