import { Count, Day, Flag, Id, OneOf, Optional, Part, Parts, Text } from '#contracts/fields';
import { PARTNER_KINDS, type PartnerKind } from '#contracts/vocabulary';

export class PipelineOffer {
  @Id() offerId: string;
  @Optional() @Text() title: string | null;
  @Optional() @Text() employer: string | null;
  @Count() dayIndex: number;
  @Count() positions: number;
  @Day() dueOn: string;
  @Flag() paused: boolean;
}

export class PipelineNetwork {
  @OneOf(PARTNER_KINDS) network: PartnerKind;
  @Count() offerCount: number;
  @Count() positionCount: number;
  @Parts(() => PipelineOffer) offers: PipelineOffer[];
  @Optional() @Day() silentSince: string | null;
}

export class DueDay {
  @Day() on: string;
  @Count() offers: number;
  @Count() positions: number;
}

export class PipelineEnds {
  @Count() filledBefore: number;
  @Count() published: number;
  @Count() exempt: number;
}

export class Pipeline {
  @Count(365) days: number;
  @Parts(() => PipelineNetwork) networks: PipelineNetwork[];
  @Parts(() => DueDay) dueSoon: DueDay[];
  @Part(() => PipelineEnds) last30Days: PipelineEnds;
}
