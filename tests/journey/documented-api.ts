import { resolved, shapeProblems } from './documented-shape.js';

// biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came back
type Json = any;

/** What an operation answered. */
export interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** Calls what the one OpenAPI document offers, nothing else, and takes no answer that is not as the document says. */
export class DocumentedApi {
  private constructor(
    private readonly url: string,
    private readonly apiKey: string,
    private readonly document: Json,
  ) {}

  static async at(url: string, apiKey: string): Promise<DocumentedApi> {
    return new DocumentedApi(url, apiKey, await (await fetch(`${url}/openapi.json`)).json());
  }

  /** @throws where the document has no such operation, or the body or the answer has another shape than it says */
  async call(method: string, path: string, body?: Json): Promise<Answer> {
    const operation = this.operationOf(method, path);
    const name = `${method} ${path}`;
    if (body !== undefined) this.compare(`the body of ${name}`, operation.requestBody, 'application/json', body);
    const headers = { authorization: `Bearer ${this.apiKey}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) });
    const { status } = answer;
    const text = await answer.text();
    const described = operation.responses[status];
    if (!described) throw new Error(`${name} answered ${status}, which is not documented: ${text}`);
    if (text === '') return { status, body: undefined };
    const [type] = (answer.headers.get('content-type') ?? '').split(';');
    const answered = JSON.parse(text);
    this.compare(`the answer ${status} of ${name}`, described, type!, answered);
    return { status, body: answered };
  }

  private operationOf(method: string, path: string): Json {
    const [asked] = path.split('?');
    const fits = (template: string) => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(asked!);
    const templates = Object.keys(this.document.paths).filter(fits);
    // `/v1/decisions/why` goes before `/v1/decisions/{decisionId}`.
    const [closest] = templates.toSorted((a, b) => a.split('{').length - b.split('{').length);
    const operation = closest && this.document.paths[closest][method.toLowerCase()];
    if (!operation) throw new Error(`${method} ${asked} is not documented`);
    return operation;
  }

  private compare(what: string, described: Json, type: string, value: Json): void {
    const schema = resolved(this.document, described)?.content?.[type]?.schema;
    if (!schema) throw new Error(`${what} is not documented as ${type}: ${JSON.stringify(value)}`);
    const problems = shapeProblems(this.document, schema, value);
    if (problems.length > 0) throw new Error(`${what} is not as documented: ${problems.join('; ')}`);
  }
}
