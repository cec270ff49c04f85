import { Readable } from 'node:stream';
import type { DemoContactEvent, Expected } from '../demo/contact-event';
import { linesOf, open, refuseBadAnswer, Unreachable } from '../doors';
import { CommandFailed, liveProgress } from '../output';
import type { Loading } from './loading';

/** What the door says of each line, counted by what was expected of it the first time. */
interface Tally {
  accepted: number;
  repeated: number;
  refused: number;
  unexpected: number;
}

/** Twelve months of contacts, each partner's in its own order with its own key. */
export async function reportContacts(loading: Loading, keys: ReadonlyMap<string, string>): Promise<void> {
  for (const [partnerCode, events] of loading.demonstration.contacts) {
    const key = keys.get(partnerCode)!;
    const tally = await loading.whenKnown(() => sendFeed(loading, key, events));
    loading.say(
      `Contacts de ${partnerCode} : ${tally.accepted} reçus, ${tally.repeated} déjà connus, ${tally.refused} refusés` +
        (tally.unexpected > 0 ? `, ${tally.unexpected} réponses inattendues` : ''),
    );
  }
}

async function sendFeed(loading: Loading, key: string, events: readonly DemoContactEvent[]): Promise<Tally> {
  const text = events.map(({ body }) => JSON.stringify(body)).join('\n');
  const response = await open(loading.url, '/v1/visits/bulk', {
    key,
    stream: { from: Readable.from([Buffer.from(`${text}\n`)]), type: 'application/x-ndjson' },
  });
  await refuseBadAnswer(response);
  const tally: Tally = { accepted: 0, repeated: 0, refused: 0, unexpected: 0 };
  let answered = 0;
  for await (const one of linesOf(response)) {
    const { line, status } = one as { line: number | null; status: number };
    if (line === null || status >= 500) throw new Unreachable(`HTTP ${status}`);
    count(tally, status, events[line - 1]!.expected);
    if (++answered % 500 === 0) liveProgress(`${answered} contacts`);
  }
  if (answered < events.length) throw new Unreachable('la réponse s’est interrompue');
  return tally;
}

/** On a second run what was accepted is a repeat; nothing else may differ from what the generator announced. */
function count(tally: Tally, status: number, expected: Expected): void {
  if (status === 202) tally.accepted++;
  else if (status === 200) tally.repeated++;
  else tally.refused++;
  const good: Record<Expected, readonly number[]> = {
    ACCEPTED: [202, 200],
    REPEAT: [200],
    CONFLICT: [409],
    REFUSED: [422],
  };
  if (!good[expected].includes(status)) tally.unexpected++;
}

/** A plan is made with what is known: waits until the last contacts that each partner sent were judged. */
export async function untilContactsAreJudged(
  loading: Loading,
  keys: ReadonlyMap<string, string>,
): Promise<void> {
  loading.say('Prise en compte des contacts');
  const until = Date.now() + PATIENCE_MS;
  for (const [partnerCode, events] of loading.demonstration.contacts) {
    const sent = events.filter(({ expected }) => expected === 'ACCEPTED').slice(-LAST);
    for (const { body } of sent)
      while ((await outcomeOf(loading, keys.get(partnerCode)!, body.eventId)) === 'RECEIVED') {
        if (Date.now() > until)
          throw new CommandFailed(
            'Les contacts ne sont pas pris en compte : concerto doctor dit où cela bloque.',
          );
        await new Promise((resume) => setTimeout(resume, 500));
      }
  }
}

/** Facts are read in the order of their employers: several of the last ones are enough of a sign. */
const LAST = 20;
const PATIENCE_MS = 300_000;

const outcomeOf = async (loading: Loading, key: string, eventId: string): Promise<string> =>
  (await loading.get<{ outcome: string }>(`/v1/visits/${eventId}`, key)).outcome;
