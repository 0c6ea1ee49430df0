import { github } from '../fixtures/deliveries.js';
import { definitionProblems } from './definition-problems.rules.js';

const { definition } = github;
const fields = definition.mapping.fields;
const wrongPlaces = (change: object) => definitionProblems({ ...definition, ...change }).map(({ field }) => field);
const withFields = (change: object) => wrongPlaces({ mapping: { fields: { ...fields, ...change } } });
const hmac = (change: object) => wrongPlaces({ signature: { ...definition.signature, ...change } });

describe('a definition', () => {
  it.each([[null], [[]], ['text'], [7]])('is no %j', (given) => {
    expect(definitionProblems(given).map(({ field }) => field)).toEqual(['body']);
  });

  it.each([
    ['source', { source: ' ' }],
    ['source', { source: 7 }],
    ['kind', { kind: 'answer' }],
    ['mapping', { mapping: undefined }],
    ['mapping.fields', { mapping: {} }],
    ['mapping.colour', { mapping: { fields, colour: 'red' } }],
    ['mapping.when', { mapping: { fields, when: 'action' } }],
    ['mapping.items', { mapping: { fields, items: '$..events[*]' } }],
    ['signature', { signature: 'none' }],
    ['signature.scheme', { signature: { scheme: 'none' } }],
    ['signature.scheme', { signature: { scheme: 'constructor' } }],
    ['signature.header', { signature: { scheme: 'shared-token', header: 'Authorization' } }],
    ['signature.header', { signature: { scheme: 'shared-token', header: 'X-Rapport-Token' } }],
    ['signature.header', { signature: { scheme: 'shared-token', header: 'two words' } }],
    ['signature.username', { signature: { scheme: 'basic', username: 'a:b' } }],
    ['signature.username', { signature: { scheme: 'basic' } }],
    ['secret', { secret: 'x' }],
    ['body', { source: 'half \ud83d' }],
    ['body', { mapping: { fields: { ...fields, text: { path: '$', values: { '\ud83d': 'x' } } } } }],
  ])('names %s for %j', (place, change) => {
    expect(wrongPlaces(change)).toEqual([place]);
  });

  it.each([
    ['mapping.fields.text', { text: undefined }],
    ['mapping.fields.text', { text: 7 }],
    ['mapping.fields.text', { text: 'text' }],
    ['mapping.fields.text.path', { text: { of: 'delivery' } }],
    ['mapping.fields.text.of', { text: { path: '$', of: 'sender' } }],
    ['mapping.fields.text.default', { text: { path: '$', default: 'x' } }],
    ['mapping.fields.text.constant', { text: { constant: {} } }],
    ['mapping.fields.writtenAt.format', { writtenAt: { path: '$', format: 'unix' } }],
    ['mapping.fields.deleted.values.yes', { deleted: { path: '$', values: { yes: null } } }],
    ['mapping.fields.deleted.values', { deleted: { path: '$', values: ['yes'] } }],
    ['mapping.fields.deleted.otherwise', { deleted: { path: '$', otherwise: [] } }],
    ['mapping.fields.rating', { rating: 5 }],
    ['mapping.fields.rating.highest', { rating: { value: '$.stars', lowest: { constant: 1 } } }],
    ['mapping.fields.score', { score: '$.stars' }],
  ])('names %s for the fields %j', (place, change) => {
    expect(withFields(change)).toEqual([place]);
  });

  it.each([
    ['signature.encoding', { encoding: 'utf8' }],
    ['signature.prefix', { prefix: '' }],
    ['signature.toleranceSeconds', { toleranceSeconds: 60 }],
    ['signature.toleranceSeconds', { timestampHeader: 'x-at', toleranceSeconds: 0 }],
    ['signature.signedContent', { signedContent: 'constant' }],
    ['signature.signedContent', { signedContent: '{body}{body}' }],
    ['signature.signedContent', { signedContent: '{timestamp}{body}' }],
    ['signature.signedContent', { timestampHeader: 'x-at', signedContent: '{body}' }],
    ['signature.algorithm', { algorithm: 'md5' }],
  ])('names %s for the signature %j', (place, change) => {
    expect(hmac(change)).toEqual([place]);
  });
});
