import { startTelemetry } from '#service-kit/telemetry';

const stopTelemetry = startTelemetry('survey-dispatch', process.env);
const { runService } = await import('#service-kit');
const { surveyDispatch } = await import('./app.module.js');
await runService(surveyDispatch, process.env, stopTelemetry);
