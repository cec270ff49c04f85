import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Invariant } from './invariant';

/** What a client wrote down of each event that it sent: answered, refused, or unknown (cut before the answer). */
interface Entry {
  readonly partnerId: string;
  readonly eventId: string;
  readonly outcome: 'ok' | 'fail' | 'info';
}

/** The promise seen from outside: each `ok` exists exactly once, `info` at most once, `fail` never. */
export const ledgerHeld = (file: string): Invariant => ({
  id: 'I1',
  title: 'Le registre du client : tout ce qui a été accepté existe une fois',
  remedy: 'Un accusé de réception a été donné pour un fait absent : c’est une perte, prévenir l’équipe.',
  needs: ['gateway'],
  check: async (house) => {
    const stored = await house.query<{ id: string; n: number }>(
      'gateway',
      "select partner_id || ' ' || event_id as id, count(distinct visit_id) as n from report group by 1",
    );
    const times = new Map(stored.map((one) => [one.id, one.n]));
    const violations: string[] = [];
    let checked = 0;
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (line.trim() === '') continue;
      const { partnerId, eventId, outcome } = JSON.parse(line) as Entry;
      checked += 1;
      const n = times.get(`${partnerId} ${eventId}`) ?? 0;
      const held = outcome === 'ok' ? n === 1 : outcome === 'info' ? n <= 1 : n === 0;
      if (!held) violations.push(`${eventId} (${outcome}) existe ${n} fois`);
    }
    return { checked, unit: 'lignes du registre', violations };
  },
});
