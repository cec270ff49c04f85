import { DeployFault } from './faults';

/** More faults than this in a minute are a bad deploy, not bad data (reliability.md 5.4). */
const FAULTS_A_MINUTE = 20;
const MINUTE_MS = 60_000;
const HOLD_AT_MOST_MS = 30 * MINUTE_MS;

/**
 * Lets single faults through to be parked and stops a wave of them. A wave is held for a minute, then looked at again;
 * each further one doubles the hold, so that a bad deploy parks little while nobody looks, and data that was bad once
 * is parked in the end. What is refused here is not counted: trying again must not keep the hold alive.
 */
export class FaultRate {
  private recent: number[] = [];
  private heldUntil = 0;
  private hold = MINUTE_MS / 2;

  /** Throws DeployFault when this fault is one too many, or while a wave is held. */
  count(fault: unknown): void {
    const now = Date.now();
    this.recent = this.recent.filter((at) => at > now - MINUTE_MS);
    if (now < this.heldUntil) throw this.tooMany(fault);
    if (this.recent.length < FAULTS_A_MINUTE) {
      if (this.recent.length === 0 && now > this.heldUntil + this.hold) this.hold = MINUTE_MS / 2;
      this.recent.push(now);
      return;
    }
    this.hold = Math.min(this.hold * 2, HOLD_AT_MOST_MS);
    this.heldUntil = now + this.hold;
    throw this.tooMany(fault);
  }

  private tooMany(fault: unknown): DeployFault {
    return new DeployFault(
      `more than ${FAULTS_A_MINUTE} facts failed within a minute, which looks like a bad deploy; the last: ${(fault as Error)?.message}`,
    );
  }
}
