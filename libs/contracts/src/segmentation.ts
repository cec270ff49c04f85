import { Type } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';
import { Fact } from './contract';
import { Code, CommuneCode, Count, Day, Flag, Id, Label, OneOf, Optional, SiretField } from './fields';
import { RELATIONS, type Relation } from './vocabulary';

class EmployerProfile {
  @Id() employerId: string;
  /** The SIRET in force for this lineage. */
  @SiretField() siret: string;
  /** The day from which this SIRET stands for this employer, when known. */
  @Optional() @Day() siretFrom?: string | null;
  /** Denomination or enseigne of a legal person; absent for a sole trader and under partial diffusion. */
  @Optional() @Label() publicName?: string | null;
  @CommuneCode() communeCode: string;
  /** Home territory for allocation (BR-20); absent outside every declared territory. */
  @Optional() @Id() territoryId?: string | null;
  @Optional() @Code() nafCode?: string | null;
  @Code() nafVersion: string;
  /** INSEE's band, NN when unknown: never assumed 0 (BR-11). */
  @Code(2) headcountBand: string;
  /** Diffusion status P: never a prospect from SIRENE (BR-10). */
  @Flag() partialDiffusion: boolean;
  /** True when the establishment is active in the reference. */
  @Flag() active: boolean;
}

@Fact('segmentation', 'EmployerRegistered.v1', 'An establishment lineage is known to Concerto from now on.')
export class EmployerRegistered extends EmployerProfile {}

@Fact('segmentation', 'EmployerChanged.v1', 'The whole of an employer as it now stands.')
export class EmployerChanged extends EmployerProfile {}

@Fact('segmentation', 'EmployerClosed.v1', 'The establishment is administratively closed (BR-09).')
export class EmployerClosed {
  @Id() employerId: string;
  @SiretField() siret: string;
  @Optional() @Day() closedOn?: string | null;
  @Flag() confirmed: boolean;
}

@Fact(
  'segmentation',
  'PartnerEmployerKnown.v1',
  'A partner’s own file holds this employer: evidence of a relation.',
)
export class PartnerEmployerKnown {
  @Id() employerId: string;
  @Id() partnerId: string;
  @OneOf(RELATIONS) relation: Relation;
  @Optional() @Day() lastContactOn?: string | null;
}

export class SegmentDefinition {
  @Code() code: string;
  @Label() label: string;
}

@Fact(
  'segmentation',
  'SegmentationAdopted.v1',
  'The body adopted a version of the segmentation.',
  'territoryId',
)
export class SegmentationAdopted {
  @Id() segmentationId: string;
  @Id() territoryId: string;
  @Count() version: number;
  @Day() effectiveFrom: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => SegmentDefinition) segments: SegmentDefinition[];
}

@Fact('segmentation', 'EmployerSegmented.v1', 'The employer’s one segment, in the segmentation in force.')
export class EmployerSegmented {
  @Id() employerId: string;
  @Id() territoryId: string;
  @Id() segmentationId: string;
  @Count() segmentationVersion: number;
  @Code() segment: string;
  /** How many partners’ files hold the employer; 0 is a new prospect. */
  @Count(1000) knownByPartners: number;
}
