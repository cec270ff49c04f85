import { Type } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';
import {
  Code,
  CommuneCode,
  Count,
  Day,
  Flag,
  Id,
  Label,
  OneOf,
  Optional,
  SiretField,
} from '#contracts/fields';
import { RELATIONS } from '#contracts/vocabulary';

export class EmployerSegmentAnswer {
  @Code() code: string;
  @Label() label: string;
  @Label(300) because: string;
}

export class KnowingPartnerAnswer {
  @Id() partnerId: string;
  @Code() code: string;
  @Label() name: string;
}

export class OwnRecordAnswer {
  /** The partner's own id of its row. */
  @Label(128) recordId: string;
  @OneOf(RELATIONS) relation: string;
  @Optional() @Day() lastContactOn: string | null;
}

export class EmployerAnswer {
  @Id() employerId: string;
  @SiretField() siret: string;
  @Optional() @Id() territoryId: string | null;
  /** Of a legal person only. */
  @Optional() @Label() publicName: string | null;
  @Optional() @Label() address: string | null;
  @Optional() @CommuneCode() communeCode: string | null;
  @Optional() @Label() communeName: string | null;
  @Optional() @Code() nafCode: string | null;
  @Optional() @Label() nafLabel: string | null;
  @Code(2) headcountBand: string;
  @Label() headcountLabel: string;
  @Flag() active: boolean;
  @Flag() partialDiffusion: boolean;
  @Optional() @ValidateNested() @Type(() => EmployerSegmentAnswer) segment: EmployerSegmentAnswer | null;
  /** In how many partners' files it is now. */
  @Count(1000) knownByPartners: number;
  /** Which they are: for coordinators alone (BR-14). */
  @Optional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => KnowingPartnerAnswer)
  knownBy: KnowingPartnerAnswer[] | null;
  /** The rows of the caller's own file about it. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => OwnRecordAnswer) ownRecords: OwnRecordAnswer[];
}

export class EmployersAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => EmployerAnswer) items: EmployerAnswer[];
  @Optional() @Label(40) nextCursor: string | null;
}
