import type { OptimalPlan } from '#allocation/instance';
import { plan } from '#allocation/plan';
import { verify } from '#allocation/verify';
import { instanceOf, type Sketch } from './sketch';

/** The plan of a sketch, once its prices have proved it. */
export function proved(sketch: Sketch): OptimalPlan {
  const instance = instanceOf(sketch);
  const found = plan(instance);
  const verdict = verify(instance, found.assignedTo, found.prices);
  if (!verdict.optimal) throw new Error(verdict.because);
  if (verdict.dual !== found.certificate.primal || verdict.dual !== found.certificate.dual)
    throw new Error(`proved ${verdict.dual}, certified ${JSON.stringify(found.certificate)}`);
  return found;
}

/** What the best plan is worth, floors and coverage at their penalties. */
export const bestValue = (sketch: Sketch): number => proved(sketch).certificate.primal;
