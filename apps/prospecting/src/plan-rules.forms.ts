import { Amount, Code, Count, Id, Label, OneOf, Optional, Part, Parts } from '#contracts/fields';
import { PARTNER_KINDS, type PartnerKind } from '#contracts/vocabulary';

class QuotaForm {
  /** One structure, or one network, or each structure when both are absent. */
  @Optional() @Id() structureId?: string | null;
  @Optional() @OneOf(PARTNER_KINDS) kind?: PartnerKind | null;
  /** HIDDEN, KNOWN, LARGE or UNKNOWN. */
  @Code() segment: string;
  /** Part of a structure's visits, 0 to 100. */
  @Amount() percent: number;
}

class CoverageForm {
  @Code() territoryClass: string;
  /** Part of the prospects of the class, 0 to 100. */
  @Amount() percent: number;
}

/** The committee's rules; a list that is absent stays as it is in the draft. */
export class RulesForm {
  @Optional() @Parts(() => QuotaForm) floors?: QuotaForm[];
  @Optional() @Parts(() => QuotaForm) ceilings?: QuotaForm[];
  @Optional() @Parts(() => CoverageForm) coverage?: CoverageForm[];
  /** What a visit missing under a floor is said to be worth, in posts. */
  @Optional() @Amount() floorPenalty?: number;
  @Optional() @Amount() coveragePenalty?: number;
}

class CapacityForm {
  @Id() unitId: string;
  /** Visits in the period, in the place of what its agents declared. */
  @Count(100_000) visits: number;
}

class PairForm {
  @Id() employerId: string;
  @Id() unitId: string;
}

/** What to try on a draft: what is absent stays as it is. */
export class TrialForm {
  @Optional() @Part(() => RulesForm) rules?: RulesForm;
  @Optional() @Parts(() => CapacityForm) capacities?: CapacityForm[];
  @Optional() @Parts(() => PairForm) pins?: PairForm[];
  @Optional() @Parts(() => PairForm) forbids?: PairForm[];
}

export class SimulationForm extends TrialForm {
  /** The scenario to compare with; the draft when absent. */
  @Optional() @Id() compareTo?: string;
}

export class ScenarioForm extends TrialForm {
  @Label() name: string;
}

export class RulesAnswer {
  @Parts(() => QuotaForm) floors: QuotaForm[];
  @Parts(() => QuotaForm) ceilings: QuotaForm[];
  @Parts(() => CoverageForm) coverage: CoverageForm[];
  /** In posts. */
  @Amount() floorPenalty: number;
  @Amount() coveragePenalty: number;
}

export class CapacityAnswer extends CapacityForm {}
export class PairAnswer extends PairForm {}
