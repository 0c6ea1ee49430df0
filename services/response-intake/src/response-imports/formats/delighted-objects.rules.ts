import type { FollowUpAnswer } from '#survey-documents';
import type { SourceValues } from './import-spec.rules.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * A row's values from an object of Delighted's API: a survey response (with its person's id, or the person expanded), an
 * unsubscribed or bounced person, or a person. Times are seconds since 1970.
 */
export function valuesOfDelighted(object: Json): SourceValues | { readonly reason: string } {
  if ('unsubscribed_at' in object || 'bounced_at' in object) {
    const [field, at] =
      'unsubscribed_at' in object ? ['unsubscribedAt', object.unsubscribed_at] : ['bouncedAt', object.bounced_at];
    return { ...personOf({ ...object, id: object.person_id ?? object.id }), [field as string]: textOf(at) };
  }
  if ('score' in object) return responseOf(object);
  if (!('id' in object) && !('email' in object) && !('phone_number' in object))
    return { reason: 'is no survey response, person, unsubscribe or bounce' };
  return { ...personOf(object), ...attributesOf(object.properties) };
}

function responseOf(object: Json): SourceValues {
  const { person } = object;
  return {
    ...(isObject(person) ? personOf(person) : { personId: textOf(person) }),
    ...attributesOf(object.person_properties),
    externalId: textOf(object.id),
    score: textOf(object.score),
    comment: textOf(object.comment),
    metric: textOf(object.survey_type),
    answeredAt: textOf(object.created_at),
    updatedAt: textOf(object.updated_at),
    tags: Array.isArray(object.tags) ? object.tags.map(textOf).join(',') : '',
    ...answersOf(object.additional_answers),
  };
}

function personOf(object: Json): SourceValues {
  return {
    personId: textOf(object.id),
    email: textOf(object.email),
    phone: textOf(object.phone_number),
    name: textOf(object.name),
  };
}

function attributesOf(properties: unknown): Pick<SourceValues, 'attributes'> {
  if (!isObject(properties)) return {};
  const told = Object.entries(properties).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return told.length === 0 ? {} : { attributes: Object.fromEntries(told) };
}

function answersOf(given: unknown): Pick<SourceValues, 'answers'> {
  const answers = (Array.isArray(given) ? given : []).flatMap((it) => (isObject(it) ? answerOf(it) : []));
  return answers.length === 0 ? {} : { answers };
}

function answerOf({ question, value }: Json): FollowUpAnswer[] {
  if (!isObject(question) || !isObject(value)) return [];
  const questionId = textOf(question.id).slice(0, 200).toWellFormed();
  const { free_response: text, scale, select_one: one, select_many: many } = value;
  if (questionId === '') return [];
  if (typeof text === 'string' && text.trim() !== '') return [{ questionId, kind: 'text', text: text.trim() }];
  if (Number.isInteger(scale)) return [{ questionId, kind: 'rating', rating: scale as number }];
  if (isObject(one)) return [{ questionId, kind: 'single_choice', choices: [choiceOf(one)] }];
  const chosen = Array.isArray(many) ? many.filter(isObject).map(choiceOf) : [];
  return chosen.length === 0 ? [] : [{ questionId, kind: 'multiple_choice', choices: chosen }];
}

/** The words of a choice: its id means nothing outside. */
function choiceOf({ id, text }: Json): string {
  return (textOf(text) || textOf(id)).slice(0, 200).toWellFormed();
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
