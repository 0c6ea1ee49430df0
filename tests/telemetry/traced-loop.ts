import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { startTelemetry } from '#service-kit/telemetry';

/** Runs one answer through the services with an exporter in memory, and writes the spans to the parent process. */
const exporter = new InMemorySpanExporter();
const stopTelemetry = startTelemetry('rapport', process.env, [new SimpleSpanProcessor(exporter)]);
const { get } = await import('node:http');
const { startInstallation, newSecrets } = await import('../../deploy/local/installation.js');

const installation = await startInstallation({
  databaseUrl: process.env.DATABASE_URL!,
  brokers: process.env.KAFKA_BROKERS!,
  secrets: { ...newSecrets(), databasePassword: 'rapport-test' },
  gatewayPort: Number(process.env.GATEWAY_PORT),
  smtpPort: 0,
  topicPrefix: process.env.TOPIC_PREFIX!,
  logLevel: 'error',
});
const headers = {
  authorization: `Bearer ${await installation.createApiKey('trace')}`,
  'content-type': 'application/json',
};
const body = JSON.stringify({
  contactId: 'c-1',
  touchpoint: 'support.case_closed',
  score: 1,
  comment: 'Slow support.',
});
const answer = await fetch(`${installation.url}/v1/responses`, { method: 'POST', headers, body });
const { responseId } = (await answer.json()) as { responseId: string };
for (let opened = 0; opened === 0; ) {
  const cases = await fetch(`${installation.url}/v1/cases?responseId=${responseId}`, { headers });
  opened = ((await cases.json()) as { items: unknown[] }).items.length;
}
// Somebody opens a survey link, and the link that ends them; a provider reports to a path that holds its secret.
for (const path of ['/s/zqx1.zqx2.zqx3?score=3', '/u/zqx4.zqx5', '/hooks/mail/generic/zqx6']) {
  await new Promise((resolve, reject) => {
    const page = get(installation.url + path, (answer) => answer.resume().once('end', resolve));
    page.once('error', reject);
  });
}
await installation.stop();
const spans = exporter.getFinishedSpans().map((span) => ({
  traceId: span.spanContext().traceId,
  spanId: span.spanContext().spanId,
  parentSpanId: span.parentSpanContext?.spanId,
  name: span.name,
  library: span.instrumentationScope.name,
  attributes: span.attributes,
  events: span.events,
  status: span.status,
}));
process.send?.(spans, async () => {
  await stopTelemetry();
  process.exit(0);
});
