import { startTelemetry } from '#service-kit/telemetry';

const stopTelemetry = startTelemetry('gateway', process.env);
const { runService } = await import('#service-kit');
const { gateway } = await import('./app.module.js');
await runService(gateway, process.env, stopTelemetry);
