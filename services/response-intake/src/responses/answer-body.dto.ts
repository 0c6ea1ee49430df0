import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { type FieldProblem, InvalidRequest } from '#service-kit';
import { ANSWER_FIELDS, ANSWER_FORMS, ANSWER_REQUIREMENTS, type Answer, type AnswerField } from './answer.rules.js';

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv, ['date-time']);

/** Compiled once: checking a body costs about a microsecond on the busiest route there is. */
const checks = {
  invited: ajv.compile<Answer>(schemaOf('invited')),
  uninvited: ajv.compile<Answer>(schemaOf('uninvited')),
};

function schemaOf(form: keyof typeof ANSWER_FORMS): object {
  const { required, optional } = ANSWER_FORMS[form];
  const properties = Object.fromEntries([...required, ...optional].map((field) => [field, ANSWER_FIELDS[field]]));
  return { type: 'object', properties, required, additionalProperties: false };
}

/**
 * Reads the body of an answer that an integrator sends.
 * @throws InvalidRequest naming each field that is wrong
 */
export function readAnswer(body: unknown): Answer {
  const invited = typeof body === 'object' && body !== null && Object.hasOwn(body, 'invitationId');
  const check = invited ? checks.invited : checks.uninvited;
  if (check(body)) return body;
  const problems = uniqueFields((check.errors ?? []).map((error) => problemOf(error, invited)));
  throw new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
}

function problemOf({ keyword, params, instancePath }: ErrorObject, invited: boolean): FieldProblem {
  if (keyword === 'required') {
    const field = [...placeOf(instancePath), String(params.missingProperty)].join('.');
    const reason = field === 'contactId' ? 'is missing, and so is an invitationId' : 'is missing';
    return { field, reason };
  }
  if (keyword === 'additionalProperties') {
    const field = [...placeOf(instancePath), String(params.additionalProperty)].join('.');
    const known = invited && Object.hasOwn(ANSWER_FIELDS, field);
    return { field, reason: known ? 'is known from the invitation and not taken beside it' : 'is not a known field' };
  }
  if (instancePath === '') return { field: 'body', reason: 'must be a JSON object' };
  const place = placeOf(instancePath);
  return { field: place.join('.'), reason: ANSWER_REQUIREMENTS[place[0] as AnswerField] };
}

/** The names on the way to what is wrong: such as `answers`, `0`, `text`. */
function placeOf(instancePath: string): string[] {
  return instancePath.split('/').slice(1);
}

/** A field may break several rules; its requirement is told once. */
function uniqueFields(problems: readonly FieldProblem[]): FieldProblem[] {
  return [...new Map(problems.map((problem) => [problem.field, problem])).values()];
}
