import {
  Amount,
  Code,
  Count,
  Day,
  Flag,
  Label,
  ListOf,
  OneOf,
  Optional,
  Part,
  Parts,
  Text,
} from '#contracts/fields';
import { PARTNER_KINDS, type PartnerKind } from '#contracts/vocabulary';

export class Parameter {
  @Text() name: string;
  @Text() value: string;
}

/** How a figure is made, in the words of a territory pilot. */
export class Method {
  @Text() what: string;
  @Text() how: string;
  @Text() source: string;
  @Text() excludes: string;
  @Text() numeratorIs: string;
  @Optional() @Text() denominatorIs: string | null;
  @Parts(() => Parameter) parameters: Parameter[];
}

export class Aside {
  @Amount() value: number;
  @Label() label: string;
}

export class Change {
  @Amount() value: number;
  @Count(520) weeks: number;
}

export class TrendPoint {
  @Day() on: string;
  @Amount() numerator: number;
  @Optional() @Amount() denominator: number | null;
  @Flag() provisional: boolean;
}

/** A figure with its definition: `null` is "not measured", which differs from 0. */
export class IndicatorAnswer {
  @Code() id: string;
  @Label() label: string;
  @OneOf(['count', 'percent', 'days']) unit: 'count' | 'percent' | 'days';
  @Optional() @Amount() numerator: number | null;
  @Optional() @Amount() denominator: number | null;
  @Optional() @Text() notMeasuredBecause?: string;
  @Label() noun: string;
  @Optional() @Part(() => Aside) aside: Aside | null;
  @Optional() @OneOf(['lower', 'higher']) betterWhen: 'lower' | 'higher' | null;
  @Count(1000) definitionVersion: number;
  @Part(() => Method) method: Method;
  @ListOf(PARTNER_KINDS) incomplete: PartnerKind[];
  @Optional() @Part(() => Change) change: Change | null;
  @Parts(() => TrendPoint) trend: TrendPoint[];
}
