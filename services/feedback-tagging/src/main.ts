import { startTelemetry } from '#service-kit/telemetry';

const stopTelemetry = startTelemetry('feedback-tagging', process.env);
const { runService } = await import('#service-kit');
const { feedbackTagging } = await import('./app.module.js');
await runService(feedbackTagging, process.env, stopTelemetry);
