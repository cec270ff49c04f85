import { Amount, Code, Day, Flag, Id, Label, OneOf, Optional, Part, Parts, Text } from '#contracts/fields';
import { LEAD_ORIGINS, PARTNER_KINDS, UNASSIGNED_REASONS } from '#contracts/vocabulary';
import { EmployerCardAnswer } from './worklist.http';

class TermAnswer {
  /** UPLIFT, AFFINITY, RELATION, TRAVEL, INCUMBENCY, PUBLICATION, or TIE_BREAK between equal scores (BR-23). */
  @Code() term: string;
  /** Posts, to the millionth: the terms of an option add up to its value. */
  @Amount() posts: number;
  @Text() words: string;
}

class OptionAnswer {
  /** Absent where the option is another partner’s and the caller may not read its name (BR-14). */
  @Optional() @Id() unitId: string | null;
  @Label() unitName: string;
  @Optional() @Id() partnerId: string | null;
  @Label() partnerName: string;
  @OneOf(PARTNER_KINDS) kind: string;
  @Amount() value: number;
  /** What this visit would be worth elsewhere. */
  @Amount() price: number;
  /** The employer goes where it is highest, and nowhere when none is above 0. */
  @Amount() net: number;
  @Parts(() => TermAnswer) terms: TermAnswer[];
}

class ExcludedAnswer {
  @Optional() @Id() unitId: string | null;
  @Label() unitName: string;
  @Text() because: string;
}

export class ExplanationAnswer {
  @Part(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  /** The unit that the plan sends there. */
  @Optional() @Id() chosen: string | null;
  /** COMMITTEE or LOCK when it is held there: the net does not decide then. */
  @Optional() @OneOf(['COMMITTEE', 'LOCK']) heldBy: string | null;
  /** The chosen one first, then by net. */
  @Parts(() => OptionAnswer) options: OptionAnswer[];
  @Parts(() => ExcludedAnswer) excluded: ExcludedAnswer[];
  @Text() sentence: string;
  @Optional() @Text() whatWouldChange: string | null;
  /** Why nobody goes. */
  @Optional() @OneOf(UNASSIGNED_REASONS) reason: string | null;
}

export class WhyAnswer {
  @Day() on: string;
  @Part(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  /** Who led it on that day; absent when nobody did. */
  @Optional() @Id() partnerId: string | null;
  @Optional() @Label() partnerName: string | null;
  @Optional() @Id() unitId: string | null;
  @Optional() @OneOf(LEAD_ORIGINS) origin: string | null;
  /** The line of why that was told when it began. */
  @Optional() @Text() because: string | null;
  @Optional() @OneOf(UNASSIGNED_REASONS) unassigned: string | null;
  @Optional() @Id() planId: string | null;
  @Optional() @Label() planName: string | null;
  @Optional() @Amount() policyVersion: number | null;
  /** Hash of the frozen inputs, and whether they still have it. */
  @Optional() @Code(64) inputsHash: string | null;
  @Optional() @Flag() inputsIntact: boolean | null;
  /** The plan computed again from its frozen inputs gives what was recorded; absent when no plan gave the employer. */
  @Optional() @Flag() agrees: boolean | null;
  @Text() sentence: string;
  @Optional() @Part(() => ExplanationAnswer) explanation: ExplanationAnswer | null;
}
