import { Type } from 'class-transformer';
import { IsArray, IsObject, ValidateNested } from 'class-validator';
import { Fact } from './contract';
import {
  Code,
  CommuneCode,
  CommuneCodes,
  Count,
  Day,
  Flag,
  Id,
  Ids,
  Instant,
  Label,
  OneOf,
  Optional,
  SirenField,
  SiretField,
} from './fields';
import { COMMITMENTS, type CommitmentKind, PARTNER_KINDS, type PartnerKind } from './vocabulary';

@Fact('partnership', 'PartnerRegistered.v1', 'A partner joined, or its public name changed.', 'partnerId')
export class PartnerRegistered {
  @Id() partnerId: string;
  /** Short code, stable, used in keys, files and addresses: `ml-metz`. */
  @Code() code: string;
  @OneOf(PARTNER_KINDS) kind: PartnerKind;
  @Label() name: string;
  @Ids() territoryIds: string[];
  /** Its own legal unit, when it is an employer too: it never leads itself (BR-41). */
  @Optional() @SirenField() siren?: string | null;
}

@Fact('partnership', 'PartnerUnitChanged.v1', 'A unit of a partner opened, moved or closed.', 'partnerId')
export class PartnerUnitChanged {
  @Id() partnerId: string;
  @Id() unitId: string;
  @Code() code: string;
  @Label() name: string;
  @CommuneCode() communeCode: string;
  @Flag() open: boolean;
  /** Its own establishment, when the legal unit is not the partner’s (BR-41). */
  @Optional() @SiretField() siret?: string | null;
}

/** No name, no e-mail: they stay in partnership's own table. */
@Fact(
  'partnership',
  'AgentChanged.v1',
  'An agent arrived, left, is absent, or its capacity changed.',
  'partnerId',
)
export class AgentChanged {
  @Id() partnerId: string;
  @Id() unitId: string;
  @Id() agentId: string;
  /** Visits that the agent can hold in a month; 0 when not declared (BR-26). */
  @Count(200) capacityPerMonth: number;
  @Flag() active: boolean;
  @Optional() @Day() absentFrom?: string | null;
  @Optional() @Day() absentUntil?: string | null;
}

export class Commitment {
  @OneOf(COMMITMENTS) kind: CommitmentKind;
  /** The party that owes it. */
  @Id() partnerId: string;
  /** For PUBLISH_UNFILLED_AFTER: calendar days, day of collection not counted (BR-67). */
  @Optional() @Count(365) days?: number | null;
}

class AgreementTerms {
  @Id() agreementId: string;
  @Id() territoryId: string;
  @Ids() partnerIds: string[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => Commitment) commitments: Commitment[];
  @Day() effectiveFrom: string;
}

@Fact(
  'partnership',
  'AgreementSigned.v1',
  'Partners signed an agreement, with its commitments.',
  'territoryId',
)
export class AgreementSigned extends AgreementTerms {}

@Fact(
  'partnership',
  'AgreementAmended.v1',
  'The whole of the new terms, for what comes after.',
  'territoryId',
)
export class AgreementAmended extends AgreementTerms {}

@Fact(
  'partnership',
  'AgreementSuspended.v1',
  'No new clock starts; running ones go on (BR-75).',
  'territoryId',
)
export class AgreementSuspended {
  @Id() agreementId: string;
  @Id() territoryId: string;
  @Day() effectiveFrom: string;
}

@Fact('partnership', 'AgreementEnded.v1', 'The agreement ended.', 'territoryId')
export class AgreementEnded {
  @Id() agreementId: string;
  @Id() territoryId: string;
  @Day() effectiveFrom: string;
}

export class Voice {
  @Id() partnerId: string;
  @Count(100) voices: number;
}

@Fact(
  'partnership',
  'TerritoryDefined.v1',
  'The whole of a territory: its communes and its body.',
  'territoryId',
)
export class TerritoryDefined {
  @Id() territoryId: string;
  /** `be-4431`: the grid's short name and its code. */
  @Code() code: string;
  @Label() name: string;
  /** EMPLOYMENT_BASIN, EMPLOYMENT_ZONE, EPCI, DEPARTEMENT or LIST. */
  @Code() grid: string;
  @Code() gridVersion: string;
  @Label(64) timeZone: string;
  @CommuneCodes() communes: string[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => Voice) body: Voice[];
  /** Voices that must be cast for a decision of the body to hold. */
  @Count(1000) quorum: number;
}

@Fact(
  'partnership',
  'PolicyAdopted.v1',
  'A version of the territory policy, all its parameters.',
  'territoryId',
)
export class PolicyAdopted {
  @Id() territoryId: string;
  @Count() version: number;
  @Instant() effectiveFrom: string;
  /** Name -> number, of #contracts/policy; what is absent keeps the national default. */
  @IsObject() parameters: Record<string, number>;
}
