/** A body of `POST /v1/visits`, as a partner's tool sends it; other partners are named by their codes. */
export interface VisitBody {
  readonly eventId: string;
  readonly visitId: string;
  readonly revision: number;
  readonly sourceSystem: string;
  readonly siret: string;
  readonly occurredAt: string;
  readonly status: 'PLANNED' | 'HELD' | 'NO_SHOW' | 'CANCELLED' | 'NO_ANSWER';
  readonly channel: 'VISIT' | 'CALL' | 'MAIL' | 'EVENT';
  readonly initiative: 'PARTNER' | 'EMPLOYER' | 'OFFER_FOLLOW_UP';
  readonly jointWith?: readonly string[];
  readonly notBefore?: string;
  readonly backfill: boolean;
}

/** What the door must answer to the event, the first time that it is sent in this order. */
export type Expected = 'ACCEPTED' | 'REPEAT' | 'CONFLICT' | 'REFUSED';

export interface DemoContactEvent {
  readonly partnerCode: string;
  readonly body: VisitBody;
  readonly expected: Expected;
}

/** How contacts are made, how they end and who wanted them, out of 100; ours. */
export const CHANNELS: readonly (readonly [VisitBody['channel'], number])[] = [
  ['VISIT', 58],
  ['CALL', 30],
  ['MAIL', 9],
  ['EVENT', 3],
];
export const ENDS: Readonly<
  Record<VisitBody['channel'], readonly (readonly [VisitBody['status'], number])[]>
> = {
  VISIT: [
    ['HELD', 86],
    ['CANCELLED', 9],
    ['NO_SHOW', 5],
  ],
  CALL: [
    ['HELD', 70],
    ['NO_ANSWER', 30],
  ],
  MAIL: [
    ['HELD', 35],
    ['NO_ANSWER', 65],
  ],
  EVENT: [['HELD', 1]],
};
export const INITIATIVES: readonly (readonly [VisitBody['initiative'], number])[] = [
  ['PARTNER', 80],
  ['EMPLOYER', 12],
  ['OFFER_FOLLOW_UP', 8],
];
