import type { Exchange } from './exchange.js';
import type { FuzzedRequest } from './requests.js';
import type { Json } from './wild-values.js';

/** No request may take longer, in milliseconds. */
export const PATIENCE_MS = 2_000;

/** How refusals of a path are worded: as problem documents, as pages for people, or as the API that is stood in for does. */
export type Refusals = 'problem' | 'page' | 'delighted';

const NAMES_A_FIELD = new Set([400, 422]);

function notAProblem(answer: Exchange): string[] {
  const { status, headers, text } = answer;
  if (!headers['content-type']?.startsWith('application/problem+json'))
    return [`${status} is ${headers['content-type']}, not a problem document: ${text.slice(0, 200)}`];
  let problem: Json;
  try {
    problem = JSON.parse(text);
  } catch {
    return [`${status} is not JSON: ${text.slice(0, 200)}`];
  }
  const broken: string[] = [];
  if (problem.status !== status) broken.push(`${status} says that it is ${problem.status}`);
  for (const field of ['title', 'detail'])
    if (typeof problem[field] !== 'string' || problem[field] === '') broken.push(`${status} has no ${field}: ${text}`);
  if (NAMES_A_FIELD.has(status)) {
    const named = (problem.errors ?? []).every((it: Json) => typeof it.field === 'string' && it.reason);
    if (!(problem.errors?.length > 0) || !named) broken.push(`${status} names no field: ${text.slice(0, 300)}`);
  }
  return broken;
}

/** What no browser sends, the gateway refuses before anybody knows that a page was meant. */
const BEFORE_THE_PAGE = new Set([400, 404, 413, 415, 431]);

function notAPage(answer: Exchange): string[] {
  const { status, headers, text } = answer;
  if (BEFORE_THE_PAGE.has(status) && headers['content-type']?.startsWith('application/problem+json'))
    return notAProblem(answer);
  if (!headers['content-type']?.startsWith('text/html'))
    return [`${status} is ${headers['content-type']}, not a page: ${text.slice(0, 200)}`];
  return /<title>[^<]+<\/title>/.test(text) ? [] : [`${status} is a page without a title`];
}

/** What is stood in for says what is wrong in a form of its own; what the gateway itself refuses is a problem document. */
function notAsDelightedSays(answer: Exchange): string[] {
  const { status, headers, text } = answer;
  if (headers['content-type']?.startsWith('application/problem+json')) return notAProblem(answer);
  if (!headers['content-type']?.startsWith('application/json')) return [`${status} is ${headers['content-type']}`];
  const { status: said, message, errors } = JSON.parse(text) as Json;
  if (said !== status || typeof message !== 'string') return [`${status} says neither status nor message: ${text}`];
  const names = status !== 422 || Object.values<Json>(errors ?? {}).some((reasons) => reasons.length > 0);
  return names ? [] : [`${status} names no field: ${text}`];
}

const REFUSED = { page: notAPage, problem: notAProblem, delighted: notAsDelightedSays };

/** Which promises an answer breaks. */
export function broken(request: FuzzedRequest, answer: Exchange, refusals: Refusals, needsKey: boolean): string[] {
  const { status, tookMs } = answer;
  const all: string[] = [];
  if (status >= 500) all.push(`answered ${status}: ${answer.text.slice(0, 300)}`);
  if (tookMs > PATIENCE_MS) all.push(`took ${Math.round(tookMs)} ms`);
  if (needsKey && (request.asker === 'nobody' || request.asker === 'made up') && status < 400)
    all.push(`answered ${status} to ${request.asker}`);
  if ('x-injected' in answer.headers) all.push('carries a header that the request made up');
  const cutOff = status === 413 && answer.text === '';
  if (status < 400 || status >= 500 || request.method === 'HEAD' || cutOff) return all;
  return [...all, ...REFUSED[refusals](answer)];
}
