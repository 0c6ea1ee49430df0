import { startTelemetry } from '#service-kit/telemetry';

const stopTelemetry = startTelemetry('follow-up', process.env);
const { runService } = await import('#service-kit');
const { followUp } = await import('./app.module.js');
await runService(followUp, process.env, stopTelemetry);
