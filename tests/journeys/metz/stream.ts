import type { Sent } from './quarter-of-visits';
import type { Settled } from './settle-in';

/** Events are sent by fifths of a second. */
const TICK_MS = 200;
const SINGLE_PER_TICK = 4;

export interface Streamed {
  sent: number;
  accepted: number;
  repeated: number;
  refused: string[];
  ms: number;
}

/**
 * Sends events through the partners' door at a pace: most in bulk, partner by partner, some one by one. The pace is kept
 * by the clock, so that what a slow answer delays is caught up with.
 */
export async function stream(
  url: string,
  partners: readonly Settled[],
  events: readonly Sent[],
  perSecond: number,
): Promise<Streamed> {
  const tally: Streamed = { sent: events.length, accepted: 0, repeated: 0, refused: [], ms: 0 };
  const began = Date.now();
  const perTick = Math.ceil((perSecond * TICK_MS) / 1000);
  const open: Promise<void>[] = [];
  for (let at = 0, tick = 0; at < events.length; at += perTick, tick += 1) {
    const wait = began + tick * TICK_MS - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    open.push(sendTick(url, partners, events.slice(at, at + perTick), tally));
    // Answers may lag, but not without end: a door that does not keep up slows the sender down.
    if (open.length > 15) await open.shift();
  }
  await Promise.all(open);
  tally.ms = Date.now() - began;
  return tally;
}

async function sendTick(
  url: string,
  partners: readonly Settled[],
  events: readonly Sent[],
  tally: Streamed,
): Promise<void> {
  const single = events.slice(0, SINGLE_PER_TICK);
  const byPartner = new Map<number, Sent[]>();
  for (const one of events.slice(SINGLE_PER_TICK))
    byPartner.set(one.partner, [...(byPartner.get(one.partner) ?? []), one]);
  await Promise.all([
    ...single.map(async ({ partner, body }) => {
      const answer = await post(
        url,
        '/v1/visits',
        partners[partner]!.key,
        'application/json',
        JSON.stringify(body),
      );
      count(tally, answer.status, answer.text);
    }),
    ...[...byPartner].map(async ([partner, own]) => {
      const lines = own.map(({ body }) => JSON.stringify(body)).join('\n');
      const answer = await post(
        url,
        '/v1/visits/bulk',
        partners[partner]!.key,
        'application/x-ndjson',
        `${lines}\n`,
      );
      for (const line of answer.text.split('\n').filter(Boolean)) {
        const { status } = JSON.parse(line) as { status: number };
        count(tally, status, line);
      }
    }),
  ]);
}

/** A door that is being started again is knocked at again: that is what partners' softwares do. */
async function post(
  url: string,
  path: string,
  key: string,
  type: string,
  body: string,
): Promise<{ status: number; text: string }> {
  for (let left = 50; ; left -= 1) {
    try {
      const answer = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': type },
        body,
      });
      const text = await answer.text();
      if (answer.status < 500 || left === 0) return { status: answer.status, text };
    } catch (error) {
      if (left === 0) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function count(tally: Streamed, status: number, answer: string): void {
  if (status === 202) tally.accepted += 1;
  else if (status === 200) tally.repeated += 1;
  else tally.refused.push(answer.slice(0, 300));
}
