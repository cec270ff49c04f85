import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** The kinds of field that facts and requests are made of: one decorator each, so that a form is described once. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** An identifier of ours: UUID, lower case. */
export const Id = (): PropertyDecorator => Matches(UUID);
export const Ids = (): PropertyDecorator =>
  applyDecorators(IsArray(), Matches(UUID, { each: true }), ArrayUnique());
/** 14 digits; the check digit is the business of the door (BR-01). */
export const SiretField = (): PropertyDecorator => Matches(/^\d{14}$/);
/** The nine digits of a legal unit; the check digit is the business of the door. */
export const SirenField = (): PropertyDecorator => Matches(/^\d{9}$/);
/** An instant in UTC, RFC 3339 with a Z. */
export const Instant = (): PropertyDecorator => Matches(INSTANT);
/** An instant as partners write it at a door: RFC 3339, any offset; facts carry it in UTC. */
export const OffsetInstant = (): PropertyDecorator =>
  Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/);
/** A local date, YYYY-MM-DD. */
export const Day = (): PropertyDecorator => Matches(DAY);
/** A commune code of the COG: five characters, text (2A, 2B, overseas). */
const COMMUNE = /^(\d{5}|2[AB]\d{3})$/;
export const CommuneCode = (): PropertyDecorator => Matches(COMMUNE);
export const CommuneCodes = (): PropertyDecorator =>
  applyDecorators(IsArray(), Matches(COMMUNE, { each: true }));
/** A short machine code: upper-case letters, digits, dash, underscore, dot. */
export const Code = (max = 64): PropertyDecorator =>
  Matches(new RegExp(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,${max - 1}}$`));
export const Codes = (max = 64, most = 20): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(most),
    Matches(new RegExp(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,${max - 1}}$`), { each: true }),
  );
export const OneOf = (values: readonly string[]): PropertyDecorator => IsIn([...values]);
export const Count = (max = 1_000_000_000): PropertyDecorator => applyDecorators(IsInt(), Min(0), Max(max));
export const Flag = (): PropertyDecorator => IsBoolean();
/** Public wording of a legal person or of an object of ours; never free text about a person (BR-114). */
export const Label = (max = 200): PropertyDecorator =>
  applyDecorators(Matches(/^[^\p{Cc}]+$/u), MaxLength(max));
/** The field may be absent or null. */
export const Optional = (): PropertyDecorator => IsOptional();

/** Fields of answers that are made of others: one part, or a list of them. */
export const Part = (form: () => new () => object): PropertyDecorator =>
  applyDecorators(ValidateNested(), Type(form));
export const Parts = (form: () => new () => object): PropertyDecorator =>
  applyDecorators(IsArray(), ValidateNested({ each: true }), Type(form));
/** Any number, any text, any list of listed values, any list of records: for answers, never for facts. */
export const Amount = (): PropertyDecorator => IsNumber();
export const Text = (): PropertyDecorator => IsString();
export const ListOf = (values: readonly string[]): PropertyDecorator =>
  applyDecorators(IsArray(), IsIn([...values], { each: true }));
export const Rows = (): PropertyDecorator => applyDecorators(IsArray(), IsObject({ each: true }));
