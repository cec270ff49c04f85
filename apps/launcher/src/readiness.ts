import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** Whether this address answers with a success within two seconds. */
export function answersWell(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2_000 }, (response) => {
      response.resume();
      response.once('error', () => resolve(false));
      response.once('end', () => resolve((response.statusCode ?? 500) < 300));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

/** Waits until it answers well; false when it has not within the time given, or when `hopeless` says that it will not. */
export async function becomesReady(url: string, withinMs: number, hopeless: () => boolean): Promise<boolean> {
  const late = Date.now() + withinMs;
  while (Date.now() < late && !hopeless()) {
    if (await answersWell(url)) return true;
    await wait(200);
  }
  return false;
}
