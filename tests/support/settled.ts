/**
 * Waits until `state` is true, and says what it saw last when it never is. The wait ends with the state, not with
 * a time: nothing is slept through.
 */
export async function settled<T>(
  what: string,
  look: () => Promise<T> | T,
  state: (seen: T) => boolean,
  withinMs = 30_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (state(seen)) return seen;
    if (Date.now() > until)
      throw new Error(`${what}: not within ${withinMs} ms; last seen: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
