import { register } from 'node:module';
import type { Span } from '@opentelemetry/api';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Also with its `s` encoded, which the router reads alike. */
const SURVEY_TOKEN = /\/(?:s|%73)\/+[^/?#]+/gi;

/** Whoever has a survey link answers in its contact's name: the token in it stays out of the spans. */
function leaveOutSurveyToken(span: Span): void {
  const { attributes = {} } = span as Partial<ReadableSpan>;
  for (const [name, value] of Object.entries(attributes))
    if (typeof value === 'string' && /^(url|http)\./.test(name))
      span.setAttribute(name, value.replace(SURVEY_TOKEN, '/s/:token'));
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
        requestHook: leaveOutSurveyToken,
      }),
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  sdk.start();
  return () => sdk.shutdown();
}
