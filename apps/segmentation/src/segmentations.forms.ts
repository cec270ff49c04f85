import { Type } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';
import { Code, Count, Day, Flag, Id, Instant, Label, OneOf, Optional } from '#contracts/fields';

export class DraftSegmentationRequest {
  @Optional() @Id() territoryId?: string | null;
  @Optional() @Code() ruleSet?: string | null;
  @Optional() @Day() effectiveFrom?: string | null;
}

export class CastVoiceRequest {
  /** The caller's own partner when absent. */
  @Optional() @Id() partnerId?: string | null;
  @Flag() inFavour: boolean;
}

export class MinutedVoice {
  @Id() partnerId: string;
  @Flag() inFavour: boolean;
}

export class AdoptSegmentationRequest {
  @Optional() @IsArray() @ValidateNested({ each: true }) @Type(() => MinutedVoice) voices?:
    | MinutedVoice[]
    | null;
}

export class SegmentAnswer {
  @Code() code: string;
  @Label() label: string;
  @Label(300) because: string;
  /** In a draft, what the rules would give now. */
  @Count() employers: number;
}

export class SegmentationAnswer {
  @Id() segmentationId: string;
  @Id() territoryId: string;
  @Code() ruleSet: string;
  @OneOf(['DRAFT', 'ADOPTED', 'SUPERSEDED']) state: string;
  @Count() version: number;
  @Day() effectiveFrom: string;
  @Optional() @Instant() adoptedAt: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => MinutedVoice) voices: MinutedVoice[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => SegmentAnswer) segments: SegmentAnswer[];
}

export class SegmentationsAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => SegmentationAnswer) items: SegmentationAnswer[];
}
