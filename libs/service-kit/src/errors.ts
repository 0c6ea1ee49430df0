/** One thing that is wrong with a request: the field, and the reason in words. */
export interface FieldProblem {
  readonly field: string;
  readonly reason: string;
}

/** The request itself cannot be accepted. */
export class InvalidRequest extends Error {
  constructor(
    message: string,
    readonly problems: readonly FieldProblem[] = [],
  ) {
    super(message);
  }
}

/** What is asked for does not exist. */
export class NotFound extends Error {}

/** What is asked for contradicts what is already there. */
export class Conflict extends Error {}

/** What is asked for existed and is over, such as an expired link. */
export class Gone extends Error {}

/** The same idempotency key came with another body. */
export class KeyReused extends Error {}

/** Nobody known is asking. */
export class Unauthenticated extends Error {}

/** The caller is known and may not do this. */
export class Forbidden extends Error {}

/** A service that is needed for the answer is away. */
export class Unavailable extends Error {}
