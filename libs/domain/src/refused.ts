/**
 * A business refusal: `reason` is a stable kebab-case slug for machines, `sentence` tells a person, in French, what to
 * do; `more` is what helps to do it (the extension members of RFC 9457).
 */
export class Refused extends Error {
  readonly status: number = 409;

  constructor(
    readonly reason: string,
    readonly sentence: string,
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(sentence);
    this.name = new.target.name;
  }
}

/** The thing asked for does not exist, or not for this caller. */
export class NotFound extends Refused {
  override readonly status = 404;
}

/** The caller is known but may not do this. */
export class Forbidden extends Refused {
  override readonly status = 403;
}

/** One faulty field: `pointer` is a JSON pointer into what was sent (RFC 6901), `detail` a French sentence. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What was sent cannot be read or breaks a rule of form; `errors` names the fields. */
export class Invalid extends Refused {
  override readonly status: number = 422;

  constructor(
    reason: string,
    sentence: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(reason, sentence);
  }
}
