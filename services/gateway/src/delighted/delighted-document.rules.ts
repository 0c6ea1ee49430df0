import type { ApiDocument, ApiOperation } from '../openapi/merge-documents.rules.js';
import { DELIGHTED_SCHEMAS, EPOCH } from './delighted-schemas.rules.js';

const TAG = 'Delighted-compatible API';
const PREFIX = '/delighted/v1';

const schema = (name: string) => ({ $ref: `#/components/schemas/Delighted${name}` });
const json = (of: object) => ({ 'application/json': { schema: of } });
const listOf = (name: string) => ({ type: 'array', items: schema(name) });

const inQuery = (name: string, type: 'string' | 'integer', description: string) => ({
  ...{ name, in: 'query', required: false, description },
  schema: { type },
});
const inPath = (name: string, description: string, example: string) => ({
  ...{ name, in: 'path', required: true, description, example },
  schema: { type: 'string' },
});

const PER_PAGE = inQuery('per_page', 'integer', '20 when absent, 100 at the most');
const PAGE = inQuery('page', 'integer', 'The first page is 1');
const SINCE = inQuery('since', 'integer', `${EPOCH}: then or later`);
const UNTIL = inQuery('until', 'integer', `${EPOCH}: then or earlier`);
const EXPAND = inQuery('expand[]', 'string', '`person`: the person rather than an id');
const TREND = inQuery('trend', 'string', 'A touchpoint');
const PERSON = inPath(
  'identifier',
  'An id, `email:` and an address, or `phone_number:` and a number',
  'email:maria@acme.example',
);

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'No API key as the user name of HTTP Basic, or one that is unknown or revoked',
  403: 'The API key lacks the scope that this needs',
  404: 'There is no such thing',
  406: 'Something other than JSON was asked for or sent',
  422: 'Parameters are wrong: the reasons by their names',
  429: 'Too many requests; Retry-After says when to go on',
  503: 'A service that is needed is away; try again',
};

interface Described {
  readonly summary: string;
  readonly operationId: string;
  readonly parameters?: readonly object[];
  readonly body?: object;
  readonly status?: number;
  readonly answer: object;
  readonly link?: true;
}

function operation({ summary, operationId, parameters, body, status = 200, answer, link }: Described): ApiOperation {
  const refusals = Object.entries(REFUSALS).map(([code, description]) => [
    code,
    { description, content: json(schema('Error')) },
  ]);
  return {
    tags: [TAG],
    summary,
    operationId,
    security: [{ delightedKey: [] }],
    ...(parameters && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: { ...json(body), 'application/x-www-form-urlencoded': { schema: body } },
      },
    }),
    responses: {
      [status]: {
        description: 'As Delighted answers',
        content: json(answer),
        ...(link && {
          headers: { Link: { description: 'The next page, `rel="next"`', schema: { type: 'string' } } },
        }),
      },
      ...Object.fromEntries(refusals),
    },
  };
}

const OK = { type: 'object', properties: { ok: { type: 'boolean', example: true } } };

const PATHS: Readonly<Record<string, Readonly<Record<string, Described>>>> = {
  '/people': {
    get: {
      summary: 'People in the order in which they became known',
      operationId: 'delightedPeople',
      parameters: [
        ...[PER_PAGE, SINCE, UNTIL, inQuery('email', 'string', 'The whole address')],
        inQuery('phone_number', 'string', 'The whole number, E.164'),
        inQuery('page_info', 'string', 'As the header `Link` of the page before has it'),
      ],
      answer: listOf('Person'),
      link: true,
    },
    post: {
      summary: 'Creates or changes a person, and has a survey decided on',
      operationId: 'delightedCreatePerson',
      body: schema('PersonToCreate'),
      status: 201,
      answer: schema('PersonCreated'),
    },
  },
  '/people/{identifier}': {
    get: { summary: 'One person', operationId: 'delightedPerson', parameters: [PERSON], answer: schema('Person') },
    delete: {
      summary: 'Erases a person everywhere; needs the scope `operate`',
      operationId: 'delightedDeletePerson',
      parameters: [PERSON],
      status: 202,
      answer: OK,
    },
  },
  '/people/{email}/survey_requests/pending': {
    delete: {
      summary: 'Takes back what a person was going to be asked',
      operationId: 'delightedDeletePending',
      parameters: [inPath('email', 'The address', 'maria@acme.example')],
      answer: OK,
    },
  },
  '/survey_responses': {
    get: {
      summary: 'The responses that count, by the number of their page',
      operationId: 'delightedSurveyResponses',
      parameters: [
        ...[PER_PAGE, PAGE, SINCE, UNTIL, TREND, EXPAND],
        inQuery('updated_since', 'integer', `${EPOCH}: changed then or later`),
        inQuery('updated_until', 'integer', `${EPOCH}: changed then or earlier`),
        inQuery('person_id', 'string', 'Whose they are'),
        inQuery('person_email', 'string', 'Whose they are'),
        inQuery('order', 'string', '`asc` (the oldest first) or `desc`, with `:updated_at` by their last change'),
      ],
      answer: listOf('SurveyResponse'),
    },
    post: {
      summary: 'Adds a response of a known person',
      operationId: 'delightedCreateSurveyResponse',
      body: schema('SurveyResponseToCreate'),
      status: 201,
      answer: schema('SurveyResponse'),
    },
    put: {
      summary: 'Changes a response whose id is in the body, as the published Node client does',
      operationId: 'delightedSaveSurveyResponse',
      body: schema('SurveyResponseToChange'),
      answer: schema('SurveyResponse'),
    },
  },
  '/survey_responses/{id}': {
    get: {
      summary: 'One response, also by the id that it had in Delighted',
      operationId: 'delightedSurveyResponse',
      parameters: [inPath('id', 'An id', '5435'), EXPAND],
      answer: schema('SurveyResponse'),
    },
    put: {
      summary: 'Changes the score or the comment of a response',
      operationId: 'delightedChangeSurveyResponse',
      parameters: [inPath('id', 'An id', '5435')],
      body: schema('SurveyResponseToChange'),
      answer: schema('SurveyResponse'),
    },
  },
  '/metrics': {
    get: {
      summary: 'The NPS of whole UTC days; of the last 30 where nothing is said',
      operationId: 'delightedMetrics',
      parameters: [SINCE, UNTIL, TREND],
      answer: schema('Metrics'),
    },
  },
  '/unsubscribes': {
    get: {
      summary: 'People who opted out, the first one first',
      operationId: 'delightedUnsubscribes',
      parameters: [PER_PAGE, PAGE, SINCE, UNTIL],
      answer: listOf('Unsubscribe'),
    },
    post: {
      summary: 'Has a person never be asked again',
      operationId: 'delightedUnsubscribe',
      body: schema('PersonToUnsubscribe'),
      answer: OK,
    },
  },
  '/bounces': {
    get: {
      summary: 'People whose address mail came back from, the first one first',
      operationId: 'delightedBounces',
      parameters: [PER_PAGE, PAGE, SINCE, UNTIL],
      answer: listOf('Bounce'),
    },
  },
};

/** What `/delighted/v1` offers, as a part of the one OpenAPI document. Its errors have Delighted's form. */
export function delightedDocument(): ApiDocument {
  const paths = Object.entries(PATHS).map(([path, methods]) => [
    PREFIX + path,
    Object.fromEntries(Object.entries(methods).map(([method, it]) => [method, operation(it)])),
  ]);
  return {
    paths: Object.fromEntries(paths),
    tags: [{ name: TAG }],
    components: {
      schemas: Object.fromEntries(Object.entries(DELIGHTED_SCHEMAS).map(([name, it]) => [`Delighted${name}`, it])),
      securitySchemes: {
        delightedKey: {
          type: 'http',
          scheme: 'basic',
          description: 'An API key as the user name; the password is empty',
        },
      },
    },
  };
}
