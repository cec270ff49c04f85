/**
 * Named points where a fault test kills this very process (reliability.md 6.1), so that each window is hit for sure
 * and not by luck. `CRASH_AT=name` or `CRASH_AT=name:3` for the third passage; without it, nothing.
 */
export type CrashPoint =
  | 'after_commit_before_offset'
  | 'in_consumer_transaction'
  | 'after_ack_before_delete'
  | 'after_commit_before_answer'
  | 'before_commit';

const [wanted, nth = '1'] = (process.env.CRASH_AT ?? '').split(':');
let passages = 0;

export function crashPoint(name: CrashPoint): void {
  if (wanted !== name) return;
  passages += 1;
  if (passages === Number(nth)) process.kill(process.pid, 'SIGKILL');
}
