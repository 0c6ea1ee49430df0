import { startTelemetry } from '#service-kit/telemetry';

const stopTelemetry = startTelemetry('directory', process.env);
const { runService } = await import('#service-kit');
const { directory } = await import('./app.module.js');
await runService(directory, process.env, stopTelemetry);
