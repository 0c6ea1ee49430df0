import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { type FieldProblem, InvalidRequest } from '#service-kit';
import { ANSWER_FIELDS, ANSWER_FORMS, ANSWER_REQUIREMENTS, type AnswerField, type SentAnswer } from './answer.rules.js';

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv, ['date-time', 'email']);

/** Compiled once: checking a body costs about a microsecond on the busiest route there is. */
const checks = {
  invited: ajv.compile<SentAnswer>(schemaOf('invited')),
  uninvited: ajv.compile<SentAnswer>(schemaOf('uninvited')),
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
export function readAnswer(body: unknown): SentAnswer {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const invited = isObject && Object.hasOwn(body, 'invitationId');
  const check = invited ? checks.invited : checks.uninvited;
  const isRight = check(body);
  const missing = isObject && !invited ? missingBeside(body) : [];
  if (isRight && missing.length === 0) return body;
  const wrong = (check.errors ?? []).map((error) => problemOf(error, invited));
  const problems = uniqueFields([...missing, ...wrong]);
  throw new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
}

/** What fields need beside each other. */
function missingBeside(body: object): FieldProblem[] {
  const has = (field: AnswerField) => Object.hasOwn(body, field);
  const problems: FieldProblem[] = [];
  if (!has('contactId') && !has('email')) {
    problems.push({ field: 'contactId', reason: 'is missing, and so are an email and an invitationId' });
  }
  if (has('contactId') && has('email')) problems.push({ field: 'email', reason: 'is not taken beside a contactId' });
  if (has('externalId') && !has('source')) {
    problems.push({ field: 'source', reason: 'is missing, and an externalId is unique in its source alone' });
  }
  if (has('updatedAt') && !has('externalId')) {
    problems.push({ field: 'externalId', reason: 'is missing, without which updatedAt says nothing' });
  }
  if ('historic' in body && body.historic === true && !has('answeredAt')) {
    problems.push({ field: 'answeredAt', reason: 'is missing, and a historic answer needs its own date' });
  }
  return problems;
}

function problemOf({ keyword, params, instancePath }: ErrorObject, invited: boolean): FieldProblem {
  if (keyword === 'required') {
    const field = [...placeOf(instancePath), String(params.missingProperty)].join('.');
    return { field, reason: 'is missing' };
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
