import { IsObject } from 'class-validator';
import {
  Amount,
  Code,
  Count,
  Day,
  Flag,
  Id,
  Instant,
  Label,
  OneOf,
  Optional,
  Part,
  Parts,
  Text,
} from '#contracts/fields';
import { PARTNER_KINDS } from '#contracts/vocabulary';
import { PIN_KINDS } from './domain/pin';
import { PLAN_STATES } from './domain/plan';
import { RulesAnswer } from './plan-rules.forms';
import { EmployerCardAnswer } from './worklist.http';

class CertificateAnswer {
  /** Micro-posts: equal, they prove that no plan is worth more. */
  @Amount() primal: number;
  @Amount() dual: number;
}

class WeightsAnswer {
  /** In posts, per visit, per kilometre and per change; hires a year; per cent. */
  @Amount() visitEffect: number;
  @Amount() hiresScale: number;
  @Amount() relationPercent: number;
  @Amount() travelPerKilometre: number;
  @Amount() incumbency: number;
  @Amount() publication: number;
  @Amount() nextBestMinimumPercent: number;
}

class SegmentAnswer {
  @Code() segment: string;
  @Label() name: string;
  @Count() prospects: number;
  @Count() assigned: number;
}

class CellAnswer {
  @Code() segment: string;
  @Count() assigned: number;
  @Optional() @Count() floor: number | null;
  @Optional() @Count() ceiling: number | null;
  @Count() shortfall: number;
  /** What a place is worth, in posts; negative where a floor pays for it. */
  @Amount() price: number;
}

class StructureAnswer {
  @Id() unitId: string;
  @Label() unitName: string;
  @Id() partnerId: string;
  @Label() partnerName: string;
  @OneOf(PARTNER_KINDS) kind: string;
  /** Visits in the period, and how many were promised before the plan. */
  @Count() capacity: number;
  @Count() taken: number;
  @Count() assigned: number;
  /** What the last visit brings and what one more would, in posts: the interval of its price. */
  @Amount() fewer: number;
  @Amount() more: number;
  @Parts(() => CellAnswer) cells: CellAnswer[];
}

class CoverageAnswer {
  @Code() territoryClass: string;
  @Label() name: string;
  @Count() wished: number;
  @Count() covered: number;
  @Count() shortfall: number;
  @Amount() price: number;
}

class QuotaPriceAnswer {
  @OneOf(['FLOOR', 'CEILING', 'COVERAGE', 'ALL']) rule: string;
  @Optional() @Code() segment: string | null;
  @Optional() @Code() territoryClass: string | null;
  @Optional() @Amount() percent: number | null;
  /** Posts that the rule costs, in per cent of the plan's. */
  @Amount() pricePercent: number;
}

export class PinAnswer {
  @Id() pinId: string;
  @OneOf(PIN_KINDS) kind: string;
  @Part(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  @Id() unitId: string;
  @Label() unitName: string;
  @Label(400) reason: string;
  @Day() until: string;
  /** False once ended, or while the employer is closed to the structure. */
  @Flag() counts: boolean;
}

class BoardVoiceAnswer {
  @Id() partnerId: string;
  @Label() partnerName: string;
  @Optional() @OneOf(PARTNER_KINDS) kind: string | null;
  @Count(100) voices: number;
  /** Absent while the member has not spoken. */
  @Optional() @Flag() inFavour: boolean | null;
  @Optional() @Label(400) remark: string | null;
  @Optional() @Instant() recordedAt: string | null;
}

class WarningAnswer {
  @Code() code: string;
  @Text() detail: string;
}

class DriftAnswer {
  /** Prospects that closed, left the territory or changed size class since the inputs were frozen (BR-12). */
  @Count() closed: number;
  @Count() left: number;
  @Count() resized: number;
  /** Another segmentation is in force: it applies to the next plan. */
  @Flag() newSegmentation: boolean;
}

export class BoardAnswer {
  @Id() planId: string;
  @Optional() @Id() scenarioId: string | null;
  @Count() version: number;
  @OneOf(PLAN_STATES) state: string;
  @Optional() @Code(64) inputsHash: string | null;
  @Optional() @Count() policyVersion: number | null;
  /** Expected posts of its visits. */
  @Amount() value: number;
  @Part(() => CertificateAnswer) certificate: CertificateAnswer;
  @Count() computedInMs: number;
  @Part(() => RulesAnswer) rules: RulesAnswer;
  @Part(() => WeightsAnswer) weights: WeightsAnswer;
  @Parts(() => SegmentAnswer) segments: SegmentAnswer[];
  @Parts(() => StructureAnswer) structures: StructureAnswer[];
  @Parts(() => CoverageAnswer) coverage: CoverageAnswer[];
  @Parts(() => QuotaPriceAnswer) quotaPrices: QuotaPriceAnswer[];
  /** Reason -> prospects whom nobody visits. */
  @IsObject() unassignedByReason: Record<string, number>;
  @Parts(() => PinAnswer) pins: PinAnswer[];
  @Parts(() => BoardVoiceAnswer) voices: BoardVoiceAnswer[];
  /** Wishes that no plan can meet, structures that may visit nobody: told, never refused. */
  @Parts(() => WarningAnswer) warnings: WarningAnswer[];
  /** Told of a board that is read, not of what a slider tries. */
  @Optional() @Part(() => DriftAnswer) drift?: DriftAnswer | null;
}

class PlaceAnswer {
  @Id() unitId: string;
  @Label() unitName: string;
  @OneOf(PARTNER_KINDS) kind: string;
}

class MoveAnswer {
  @Part(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  @Optional() @Part(() => PlaceAnswer) from: PlaceAnswer | null;
  @Optional() @Part(() => PlaceAnswer) to: PlaceAnswer | null;
}

class PartnerMovesAnswer {
  @Optional() @OneOf(PARTNER_KINDS) from: string | null;
  @Optional() @OneOf(PARTNER_KINDS) to: string | null;
  @Count() count: number;
}

export class DiffAnswer {
  @Count() unchanged: number;
  /** From a structure to another; of those, to another partner’s. */
  @Count() moved: number;
  @Optional() @Count() movedPartner?: number;
  /** Into the plan, out of it. */
  @Count() entered: number;
  @Count() left: number;
  @Amount() postsBefore: number;
  @Amount() postsAfter: number;
  /** The change of posts, in per cent of the first. */
  @Amount() valuePercent: number;
  @Parts(() => PartnerMovesAnswer) byPartners: PartnerMovesAnswer[];
  /** Employers of the hidden market visited more (or fewer, when negative). */
  @Amount() hiddenMarketMore: number;
  /** The first fifty. */
  @Parts(() => MoveAnswer) lines: MoveAnswer[];
}

export class SimulationAnswer {
  @Part(() => BoardAnswer) board: BoardAnswer;
  @Part(() => DiffAnswer) diff: DiffAnswer;
}
