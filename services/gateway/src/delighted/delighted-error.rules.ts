/** What is wrong with the attributes of a resource, by their names. */
export type AttributeErrors = Readonly<Record<string, readonly string[]>>;

/** An error as Delighted's API tells it. */
export interface DelightedErrorBody {
  readonly status: number;
  readonly message: string;
  readonly errors?: AttributeErrors;
}

/** A request that is answered with an error in Delighted's form. */
export class DelightedRefusal extends Error {
  constructor(
    readonly status: number,
    message?: string,
    readonly errors?: AttributeErrors,
  ) {
    super(message ?? MESSAGES[status]);
  }
}

/** A service's problem document, as far as it is told on. */
export interface UpstreamProblem {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly reason: string }[];
}

/** What a service refused. */
export class UpstreamRefusal extends Error {
  constructor(
    readonly service: string,
    readonly status: number,
    readonly problem: UpstreamProblem,
  ) {
    super(`${service} answered ${status}`);
  }
}

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  413: 'Payload Too Large',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** The attributes of Delighted's resources by the names that the services have for them. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  contactId: 'person',
  phone: 'phone_number',
  answeredAt: 'created_at',
  decideAt: 'delay',
};

/** A request whose attributes are wrong: 422 with the reasons by attribute. */
export function unprocessable(errors: AttributeErrors): DelightedRefusal {
  return new DelightedRefusal(422, undefined, errors);
}

/** The error that a request is answered with, whatever went wrong; of what nobody foresaw it tells nothing. */
export function delightedErrorOf(error: unknown): DelightedErrorBody {
  if (error instanceof DelightedRefusal) return bodyOf(error.status, error.message, error.errors);
  if (error instanceof UpstreamRefusal) return ofUpstream(error);
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  // A body in a form that is not understood: only JSON and forms are.
  if (statusCode === 415) return bodyOf(406);
  return bodyOf(typeof statusCode === 'number' && statusCode >= 400 ? statusCode : 500);
}

function bodyOf(status: number, message?: string, errors?: AttributeErrors): DelightedErrorBody {
  return { status, message: message ?? MESSAGES[status] ?? 'Error', ...(errors && { errors }) };
}

function ofUpstream({ status, problem: { detail, errors = [] } }: UpstreamRefusal): DelightedErrorBody {
  switch (status) {
    case 400:
      return bodyOf(422, undefined, errors.length > 0 ? attributeErrors(errors) : { base: [detail ?? 'is invalid'] });
    case 409:
    case 410:
    case 422:
      return bodyOf(422, undefined, { base: [detail ?? 'is invalid'] });
    case 403:
      return bodyOf(403, detail);
    case 404:
    case 413:
    case 429:
      return bodyOf(status);
    default:
      return bodyOf(status >= 500 ? 503 : 500);
  }
}

function attributeErrors(problems: NonNullable<UpstreamProblem['errors']>): AttributeErrors {
  const found: Record<string, string[]> = {};
  for (const { field, reason } of problems) {
    const [first, ...rest] = field.split('.');
    const isProperty = first === 'attributes' || first === 'locale';
    const name = isProperty ? 'properties' : (ATTRIBUTES[first!] ?? first!);
    const told = isProperty ? `${first === 'locale' ? 'locale' : rest.join('.')} ${reason}`.trim() : reason;
    found[name] = [...(found[name] ?? []), told];
  }
  return found;
}
