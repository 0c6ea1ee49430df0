import { startTelemetry } from '#service-kit/telemetry';

const stopTelemetry = startTelemetry('response-intake', process.env);
const { runService } = await import('#service-kit');
const { responseIntake } = await import('./app.module.js');
await runService(responseIntake, process.env, stopTelemetry);
