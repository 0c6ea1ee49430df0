import { register } from 'node:module';
import type { Span } from '@opentelemetry/api';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Links that speak for a contact, and the secret of a webhook; also with their first letter encoded, which the router reads alike. */
const SECRET_PATHS: readonly (readonly [RegExp, string])[] = [
  [/\/(?:s|%73)\/[^?#]+/gi, '/s/:token'],
  [/\/(?:u|%75)\/[^?#]+/gi, '/u/:token'],
  [/\/hooks\/mail\/+([a-z]+)\/[^?#]+/gi, '/hooks/mail/$1/:secret'],
];

/** Whoever has such a path acts in somebody's name: what is secret in it stays out of the spans. */
function leaveOutSecrets(span: Span): void {
  const { attributes = {} } = span as Partial<ReadableSpan>;
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value !== 'string' || !/^(url|http)\./.test(name)) continue;
    const plain = SECRET_PATHS.reduce((text, [path, shown]) => text.replace(path, shown), value);
    if (plain !== value) span.setAttribute(name, plain);
  }
}

/**
 * Starts OpenTelemetry where an OTLP endpoint is configured, or where `spanProcessors` are given. Must run before
 * anything else is imported, so that HTTP and Postgres are seen.
 * @returns a function that sends what is left and stops
 */
export function startTelemetry(
  service: string,
  env: Record<string, string | undefined>,
  spanProcessors?: SpanProcessor[],
): () => Promise<void> {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT && !spanProcessors) return async () => {};
  // Without an endpoint for them, the exporters of logs and metrics hold a shutdown up for seconds.
  env.OTEL_LOGS_EXPORTER ??= 'none';
  env.OTEL_METRICS_EXPORTER ??= 'none';
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);
  const sdk = new NodeSDK({
    serviceName: service,
    ...(spanProcessors && { spanProcessors }),
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url }) => url?.startsWith('/health') ?? false,
        requestHook: leaveOutSecrets,
      }),
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  sdk.start();
  return () => sdk.shutdown();
}
