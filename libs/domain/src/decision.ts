/** A fact that a rule wants told: `#contracts/contract` makes them. */
export interface ToldFact {
  readonly topic: string;
  readonly type: string;
  readonly key: string;
  readonly data: object;
  /** Business time of what happened; the unit of work's `now` when absent. */
  readonly occurredAt?: Date;
  /** The event id of the received fact that causes this one, where a set-wise command handles several. */
  readonly causedBy?: string;
}

/** What a rule decides: the new state, and the facts to tell. The same state, and no fact, when nothing changes. */
export interface Decision<State> {
  readonly state: State;
  readonly facts: readonly ToldFact[];
}

export const decided = <State>(state: State, ...facts: ToldFact[]): Decision<State> => ({ state, facts });

export const unchanged = <State>(state: State): Decision<State> => ({ state, facts: [] });
