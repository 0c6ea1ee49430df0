import { openApiProblems } from './openapi-checks.js';

const problem = { description: 'no', content: { 'application/problem+json': { schema: { type: 'object' } } } };
const operation = {
  summary: 'One row',
  operationId: 'row',
  tags: ['rows'],
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
  responses: {
    200: { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Row' } } } },
    401: problem,
    403: problem,
  },
};
const sound = {
  openapi: '3.1.0',
  info: { title: 'Rows', version: '1' },
  security: [{ apiKey: [] }],
  paths: { '/rows/{id}': { get: operation } },
  components: { schemas: { Row: { type: 'object' } }, securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
};
const withOperation = (changes: object) => ({
  ...sound,
  paths: { '/rows/{id}': { get: { ...operation, ...changes } } },
});

describe('the checks of an OpenAPI document', () => {
  it('find nothing in a sound one', () => {
    expect(openApiProblems(sound)).toEqual([]);
  });

  it.each([
    ['an old version', { ...sound, openapi: '3.0.3' }],
    ['an operation without a summary', withOperation({ summary: '' })],
    ['an operation without a tag', withOperation({ tags: [] })],
    ['an answer without a type', withOperation({ responses: { ...operation.responses, 200: { description: '' } } })],
    [
      'an operation without a problem document',
      withOperation({ responses: { ...operation.responses, 403: { description: 'no' } } }),
    ],
    ['a path parameter that is not described', withOperation({ parameters: [] })],
    [
      'a parameter without a type',
      withOperation({ parameters: [...operation.parameters, { name: 'q', in: 'query' }] }),
    ],
    ['two operations of one name', { ...sound, paths: { ...sound.paths, '/other/{id}': { get: operation } } }],
    ['a reference that leads nowhere', { ...sound, components: { ...sound.components, schemas: {} } }],
    ['a name with a slash', { ...sound, components: { ...sound.components, examples: { 'a/b': {} } } }],
    ['a security scheme that is not there', { ...sound, security: [{ other: [] }] }],
  ])('find %s', (_, broken) => {
    expect(openApiProblems(broken)).toHaveLength(1);
  });
});
