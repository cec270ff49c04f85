import { liveProgress } from '../output';
import type { Known, Loading } from './loading';

interface Assigned {
  readonly kind: 'GRANTED' | 'ENDED';
  readonly leadId: string;
}

/** Prospects that an agent takes in the first days of the plan; one prospect in so many is declined. */
const TAKEN_BY_AGENT = 3;
const DECLINED_EACH = 9;

/** The partners' tools fetch their prospects; agents take some of them, and decline a few (BR-32, BR-33). */
export async function takeProspects(
  loading: Loading,
  known: Known,
  keys: ReadonlyMap<string, string>,
): Promise<void> {
  let taken = 0;
  for (const { code, agents } of loading.demonstration.partners) {
    const key = keys.get(code)!;
    const { items } = await loading.get<{ items: Assigned[] }>('/v1/assignments?limit=200', key);
    const granted = items.filter(({ kind }) => kind === 'GRANTED').slice(0, agents.length * TAKEN_BY_AGENT);
    for (const [n, { leadId }] of granted.entries()) {
      if (n % DECLINED_EACH === DECLINED_EACH - 1)
        await loading.post(
          `/v1/leads/${leadId}/decline`,
          `decline-${leadId}`,
          { reason: 'NO_CAPACITY' },
          key,
        );
      else {
        const agentId = known.agentIds.get(agents[n % agents.length]!.ref);
        await loading.post(`/v1/leads/${leadId}/claim`, `claim-${leadId}`, { agentId }, key);
        taken++;
      }
      liveProgress(`Prospects pris : ${taken}`);
    }
  }
  loading.say(`Prospects pris : ${taken}`);
}
