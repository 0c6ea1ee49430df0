import { startTelemetry } from '#service-kit/telemetry';

const stopTelemetry = startTelemetry('scoring', process.env);
const { runService } = await import('#service-kit');
const { scoring } = await import('./app.module.js');
await runService(scoring, process.env, stopTelemetry);
