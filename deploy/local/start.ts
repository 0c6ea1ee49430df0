import { startTelemetry } from '#service-kit/telemetry';

const stopTelemetry = startTelemetry('rapport', process.env);
const { startLocally } = await import('./start-locally.js');
await startLocally(process.argv.slice(2), process.env, stopTelemetry);
