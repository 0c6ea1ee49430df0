import type { ServiceName } from '../routes/routes.rules.js';
import { type ApiDocument, type ApiOperation, mergeDocuments, type ServiceDocument } from './merge-documents.rules.js';

const DESCRIPTION = `Whom to ask, what they answered, what it means and what was done about it.

Send an API key with every request: \`Authorization: Bearer rpt_…\`. Reading needs the scope \`read\`, changing \`write\`,
and what concerns everybody (\`/v1/operations\`, the contact budget, erasures, the mapping of messages) \`operate\`.
Errors are problem documents (RFC 9457).`;

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
});

/** What the gateway itself may answer, whatever the operation. */
const GATEWAY_ANSWERS = {
  ContentTooLarge: problem('The body is larger than 64 KiB'),
  TooManyRequests: problem('More requests in a minute than this API key may send; Retry-After says when to go on'),
  ServiceUnavailable: problem('The service that answers this is away; try again'),
};

function withGatewayAnswers(operation: ApiOperation): ApiOperation {
  const answer = (name: keyof typeof GATEWAY_ANSWERS) => ({ $ref: `#/components/responses/${name}` });
  return {
    ...operation,
    responses: {
      ...(operation.requestBody !== undefined && { 413: answer('ContentTooLarge') }),
      429: answer('TooManyRequests'),
      503: answer('ServiceUnavailable'),
      ...operation.responses,
    },
  };
}

const forOperators = (path: string) => (path.startsWith('/v1/operations/') ? 1 : 0);

/**
 * The gateway's OpenAPI document: the services' documents as one, and a word about services that are away. What an operator
 * needs comes last, and after it what the gateway answers itself.
 */
export function publicDocument(
  documents: readonly ServiceDocument[],
  absent: readonly ServiceName[],
  own: ApiDocument = {},
): ApiDocument {
  const { paths = {}, components, tags } = mergeDocuments(documents);
  const ordered = Object.entries(paths)
    .toSorted(([a], [b]) => forOperators(a) - forOperators(b))
    .map(([path, methods]) => [
      path,
      Object.fromEntries(Object.entries(methods).map(([method, it]) => [method, withGatewayAnswers(it)])),
    ]);
  const note = `\n\nLeft out, because the service is away at the moment: ${absent.join(', ')}.`;
  return {
    openapi: '3.1.0',
    info: { title: 'Rapport', version: '1.0', description: absent.length > 0 ? DESCRIPTION + note : DESCRIPTION },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }, { apiKeyHeader: [] }],
    tags: [...(tags ?? []), ...(own.tags ?? [])],
    paths: { ...Object.fromEntries(ordered), ...own.paths },
    components: {
      ...components,
      schemas: { ...components?.schemas, ...own.components?.schemas },
      responses: { ...components?.responses, ...GATEWAY_ANSWERS },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, rpt_…' },
        apiKeyHeader: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The same key, otherwise sent' },
        ...own.components?.securitySchemes,
      },
    },
  };
}
