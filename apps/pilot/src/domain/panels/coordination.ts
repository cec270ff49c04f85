import type { Overlap, Redundancy } from '../answers/panels';
import type { Evidence } from '../evidence';
import { heldVisits } from '../indicators/contacts';
import { activeEmployers } from '../indicators/coverage';
import { networksThatKnow } from '../indicators/known-by-several';
import type { Moment } from '../moment';
import { silentNetworks } from '../silence';
import { inOrder } from './networks';

/** How the partners' files overlap: pairs of networks, employers known by n of them, and by nobody. */
export function overlap(evidence: Evidence, moment: Moment): Overlap {
  const networks = inOrder(evidence.partners.map(({ kind }) => kind));
  const silent = new Set(silentNetworks(evidence, moment));
  const knowing = activeEmployers(evidence, moment).map(
    (employer) => new Set(networksThatKnow(evidence, employer)),
  );
  const cells = networks.flatMap((a, row) =>
    networks.slice(0, row + 1).map((b) => ({
      a,
      b,
      employers: knowing.filter((known) => known.has(a) && known.has(b)).length,
      incomplete: silent.has(a) || silent.has(b),
    })),
  );
  const most = Math.max(0, ...knowing.map(({ size }) => size));
  const known = Array.from({ length: most }, (_, index) => ({
    networks: index + 1,
    employers: knowing.filter(({ size }) => size === index + 1).length,
  }));
  return { networks, cells, known, nobody: knowing.filter(({ size }) => size === 0).length };
}

/** Held visits of the window, the redundant ones, and those that were justified, by ground (BR-31). */
export function redundancyPanel(evidence: Evidence, moment: Moment): Redundancy {
  const visits = heldVisits(evidence, moment);
  const justified = (ground: string) =>
    visits.filter(({ judgement, justification }) => judgement === 'JUSTIFIED' && justification === ground)
      .length;
  return {
    windowDays: evidence.policy.coolDownOtherPartnerDays,
    heldVisits: visits.length,
    redundantVisits: visits.filter(({ judgement }) => judgement === 'REDUNDANT').length,
    justified: {
      joint: justified('JOINT_VISIT'),
      requested: justified('EMPLOYER_REQUEST'),
      followUp: justified('OFFER_FOLLOW_UP'),
      arbitrated: justified('ARBITRATION'),
    },
    incomplete: silentNetworks(evidence, moment),
  };
}
