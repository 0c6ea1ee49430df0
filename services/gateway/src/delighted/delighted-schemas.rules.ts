/** How moments are written. */
export const EPOCH = 'Seconds since 1970';

const maybe = (type: string, description?: string) => ({ type: [type, 'null'], ...(description && { description }) });
const VALUES = { type: 'object', additionalProperties: true };
const text = (example: string) => ({ type: 'string', example });
const epoch = (what?: string) => ({ ...maybe('integer', what ?? EPOCH), example: 1_772_357_400 });
const object = (properties: object, required?: readonly string[]) => ({
  type: 'object',
  properties,
  ...(required && { required }),
});
const named = {
  person_id: text('contact-17'),
  email: { ...maybe('string'), example: 'maria@acme.example' },
  name: { ...maybe('string'), example: 'Maria Silva' },
};
const response = {
  score: { type: 'integer', minimum: 0, maximum: 10, example: 9 },
  comment: { ...maybe('string'), example: 'The new reports save me an hour a week.' },
};
const counts = Object.fromEntries(
  [
    'promoter_count',
    'promoter_percent',
    'passive_count',
    'passive_percent',
    'detractor_count',
    'detractor_percent',
  ].map((name) => [name, { ...maybe('integer'), example: 12 }]),
);

/** The objects of Delighted's API as JSON Schema, by their names. */
export const DELIGHTED_SCHEMAS: Readonly<Record<string, object>> = {
  Error: object({
    status: { type: 'integer', example: 422 },
    message: text('Unprocessable Entity'),
    errors: {
      ...{ type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
      example: { email: ["can't be blank"] },
    },
  }),
  Person: object({
    ...{ id: text('contact-17'), email: named.email, name: named.name, phone_number: maybe('string') },
    ...{ created_at: epoch(), last_sent_at: epoch(), last_responded_at: epoch(), next_survey_scheduled_at: epoch() },
  }),
  PersonToCreate: object({
    ...{ email: text('maria@acme.example'), phone_number: text('+5511987654321'), name: text('Maria Silva') },
    email_update: text('maria.silva@acme.example'),
    channel: { type: 'string', enum: ['email', 'sms'] },
    send: { type: 'boolean', default: true },
    delay: { type: 'integer', minimum: 0, default: 0, description: 'Seconds until the survey is decided on' },
    properties: { ...VALUES, example: { plan: 'team', locale: 'pt-BR' } },
  }),
  PersonCreated: object({
    ...{ id: text('contact-17'), email: named.email, name: named.name, phone_number: maybe('string') },
    survey_scheduled_at: epoch('When the survey is decided on; null where none is'),
    properties: VALUES,
  }),
  SurveyResponse: object({
    id: text('0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18'),
    person: { description: 'An id, or the person where that is asked for', oneOf: [{ type: 'string' }, VALUES] },
    survey_type: { type: 'string', enum: ['nps', 'csat', 'ces'] },
    ...response,
    ...{ permalink: text('https://nps.example/v1/responses/0190d3a5'), created_at: epoch(), updated_at: epoch() },
    person_properties: maybe('object', 'The attributes that the contact has now'),
    ...{ notes: { type: 'array', items: VALUES }, tags: { type: 'array', items: VALUES } },
    additional_answers: { type: 'array', items: VALUES },
  }),
  SurveyResponseToCreate: object(
    { person: text('contact-17'), ...response, created_at: epoch(), person_properties: VALUES },
    ['person', 'score'],
  ),
  SurveyResponseToChange: object({ id: text('0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18'), ...response }),
  Metrics: object({ nps: { ...maybe('integer'), example: 51 }, ...counts, response_count: { type: 'integer' } }),
  PersonToUnsubscribe: object({ person_email: text('maria@acme.example') }, ['person_email']),
  Unsubscribe: object({ ...named, unsubscribed_at: epoch() }),
  Bounce: object({ ...named, bounced_at: epoch() }),
};
