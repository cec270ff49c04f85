import { Injectable } from '@nestjs/common';
import type { Dashboard } from './domain/answers/dashboard';
import { dashboard } from './domain/dashboard';
import type { Evidence } from './domain/evidence';
import type { Moment } from './domain/moment';

/** Silence is counted in hours: a page of the same evidence is worked out again after so long. */
const GOOD_FOR_MS = 10_000;

/** Every open page asks at the same change: what they ask for is worked out once. */
@Injectable()
export class Pages {
  private readonly made = new WeakMap<Evidence, Dashboard>();

  of(evidence: Evidence, moment: Moment): Dashboard {
    const known = this.made.get(evidence);
    if (known && moment.at.getTime() - Date.parse(known.asOf) < GOOD_FOR_MS) return known;
    const page = dashboard(evidence, moment);
    this.made.set(evidence, page);
    return page;
  }
}
