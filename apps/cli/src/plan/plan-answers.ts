import type { Rules } from './wished-rules';

/** What the commands read of the plan’s doors; the forms themselves are the service’s (openapi.json). */
export interface Plan {
  readonly planId: string;
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly state: string;
  readonly assigned: number;
  readonly alreadyHeld: number;
  readonly unassigned: number;
}

export interface Board {
  readonly value: number;
  readonly certificate: { readonly primal: number; readonly dual: number };
  readonly computedInMs: number;
  readonly rules: Rules;
  readonly segments: readonly {
    readonly name: string;
    readonly prospects: number;
    readonly assigned: number;
  }[];
  readonly structures: readonly {
    readonly unitId: string;
    readonly unitName: string;
    readonly capacity: number;
    readonly assigned: number;
    readonly fewer: number;
    readonly more: number;
  }[];
  readonly quotaPrices: readonly {
    readonly rule: string;
    readonly segment: string | null;
    readonly territoryClass: string | null;
    readonly percent: number | null;
    readonly pricePercent: number;
  }[];
  readonly warnings: readonly { readonly detail: string }[];
}

export interface Diff {
  readonly unchanged: number;
  readonly moved: number;
  readonly movedPartner: number;
  readonly entered: number;
  readonly left: number;
  readonly postsBefore: number;
  readonly postsAfter: number;
  readonly valuePercent: number;
  readonly hiddenMarketMore: number;
  readonly byPartners: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly count: number;
  }[];
}

export interface Explanation {
  readonly options: readonly {
    readonly unitId: string | null;
    readonly unitName: string;
    readonly value: number;
    readonly price: number;
    readonly net: number;
    readonly terms: readonly { readonly posts: number; readonly words: string }[];
  }[];
  readonly chosen: string | null;
  readonly sentence: string;
  readonly whatWouldChange: string | null;
}

export interface Why {
  readonly sentence: string;
  readonly because: string | null;
  readonly planName: string | null;
  readonly policyVersion: number | null;
  readonly inputsHash: string | null;
  readonly inputsIntact: boolean | null;
  readonly agrees: boolean | null;
  readonly explanation: Explanation | null;
}
