import { register } from 'node:module';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';

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
      new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url }) => url?.startsWith('/health') ?? false }),
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  sdk.start();
  return () => sdk.shutdown();
}
