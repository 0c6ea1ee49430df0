import { mergeDocuments } from './merge-documents.rules.js';
import { publicDocument } from './public-document.rules.js';

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const get = (schema: string) => ({
  get: { responses: { 200: { content: { 'application/json': { schema: reference(schema) } } } } },
});
const document = (path: string, schemas: Record<string, unknown>, shown = Object.keys(schemas)[0]!) => ({
  paths: { [path]: get(shown) },
  components: { schemas },
});

const text = { type: 'string' };
const number = { type: 'number' };

describe('mergeDocuments', () => {
  it('keeps a schema once that two services describe alike, whatever the order of its members', () => {
    const merged = mergeDocuments([
      { service: 'directory', document: document('/v1/accounts', { ProblemDto: { type: 'object', title: 'a' } }) },
      { service: 'scoring', document: document('/v1/scores', { ProblemDto: { title: 'a', type: 'object' } }) },
    ]);
    expect(Object.keys(merged.components!.schemas!)).toEqual(['ProblemDto']);
    expect(merged.paths).toMatchObject({ '/v1/accounts': get('ProblemDto'), '/v1/scores': get('ProblemDto') });
  });

  it('keeps both schemas apart that share a name, and everything that refers to them', () => {
    const merged = mergeDocuments([
      { service: 'directory', document: document('/v1/accounts', { PageDto: text }) },
      { service: 'survey-dispatch', document: document('/v1/programs', { PageDto: number }) },
    ]);
    expect(merged.components!.schemas).toEqual({ DirectoryPageDto: text, SurveyDispatchPageDto: number });
    expect(merged.paths).toEqual({
      '/v1/accounts': get('DirectoryPageDto'),
      '/v1/programs': get('SurveyDispatchPageDto'),
    });
  });

  it('keeps apart what looks alike but refers to schemas that differ', () => {
    const page = { type: 'array', items: reference('RowDto') };
    const merged = mergeDocuments([
      { service: 'directory', document: document('/v1/accounts', { PageDto: page, RowDto: text }) },
      { service: 'scoring', document: document('/v1/scores', { PageDto: page, RowDto: number, OwnDto: page }) },
    ]);
    expect(merged.components!.schemas).toEqual({
      DirectoryPageDto: { type: 'array', items: reference('DirectoryRowDto') },
      DirectoryRowDto: text,
      ScoringPageDto: { type: 'array', items: reference('ScoringRowDto') },
      ScoringRowDto: number,
      OwnDto: { type: 'array', items: reference('ScoringRowDto') },
    });
  });

  it('follows a discriminator to the schemas it names', () => {
    const either = { discriminator: { propertyName: 'kind', mapping: { a: '#/components/schemas/RowDto' } } };
    const merged = mergeDocuments([
      { service: 'directory', document: document('/v1/accounts', { RowDto: text }) },
      { service: 'scoring', document: document('/v1/scores', { Either: either, RowDto: number }) },
    ]);
    expect(merged.components!.schemas!.Either).toMatchObject({
      discriminator: { mapping: { a: '#/components/schemas/ScoringRowDto' } },
    });
  });

  it('shows no path of a service that is not forwarded to it', () => {
    const merged = mergeDocuments([
      { service: 'directory', document: document('/v1/scores', { RowDto: text }) },
      { service: 'scoring', document: document('/internal', { RowDto: text }) },
    ]);
    expect(merged.paths).toEqual({});
  });
});

describe('publicDocument', () => {
  const operation = (extra = {}) => ({ get: { responses: { 200: {}, 503: { description: 'own words' } }, ...extra } });

  it("adds what the gateway may answer, and lets a service's own words stand", () => {
    const paths = { '/v1/accounts': operation({ requestBody: {} }), '/v1/contacts': operation() };
    const merged = publicDocument([{ service: 'directory', document: { paths } }], []);
    const answers = (path: string) => merged.paths![path]!.get!.responses!;
    expect(Object.keys(answers('/v1/accounts'))).toEqual(['200', '413', '429', '503']);
    expect(Object.keys(answers('/v1/contacts'))).toEqual(['200', '429', '503']);
    expect(answers('/v1/contacts')[503]).toEqual({ description: 'own words' });
  });

  it('puts what an operator needs last', () => {
    const paths = { '/v1/operations/directory/dead-letters': operation(), '/v1/accounts': operation() };
    const merged = publicDocument([{ service: 'directory', document: { paths } }], []);
    expect(Object.keys(merged.paths!)).toEqual(['/v1/accounts', '/v1/operations/directory/dead-letters']);
  });

  it('says which services are left out', () => {
    const description = (absent: 'scoring'[]) =>
      (publicDocument([], absent).info as { description: string }).description;
    expect(description(['scoring'])).toMatch(/away at the moment: scoring\.$/);
    expect(description([])).not.toContain('away at the moment');
  });
});
