import { appendFileSync } from 'node:fs';

export type Outcome = 'ok' | 'fail' | 'info';

/** What a client wrote down of each event before and after it sent it: `concerto reconcile --ledger` reads it. */
export class Ledger {
  readonly count: Record<Outcome, number> = { ok: 0, fail: 0, info: 0 };
  readonly accepted: string[] = [];

  constructor(
    readonly file: string,
    private readonly partnerId: string,
  ) {}

  /** Sends one event and keeps what came back: an answer cut short, or a breakdown, is neither yes nor no. */
  async send(eventId: string, sending: () => Promise<{ status: number }>): Promise<void> {
    const outcome = await sending().then(
      ({ status }): Outcome => (status < 300 ? 'ok' : status < 500 ? 'fail' : 'info'),
      (): Outcome => 'info',
    );
    this.count[outcome] += 1;
    if (outcome === 'ok') this.accepted.push(eventId);
    appendFileSync(this.file, `${JSON.stringify({ partnerId: this.partnerId, eventId, outcome })}\n`);
  }
}
