import type { ServiceConfig, ServiceDefinition } from '#service-kit';
import { directory } from '../../services/directory/src/app.module.js';
import { feedbackTagging } from '../../services/feedback-tagging/src/app.module.js';
import { followUp } from '../../services/follow-up/src/app.module.js';
import { responseIntake } from '../../services/response-intake/src/app.module.js';
import { scoring } from '../../services/scoring/src/app.module.js';
import { surveyDispatch } from '../../services/survey-dispatch/src/app.module.js';

/** Every service that owns data, in the order in which they start. */
export const services = [
  directory,
  surveyDispatch,
  responseIntake,
  scoring,
  feedbackTagging,
  followUp,
] as readonly ServiceDefinition<ServiceConfig>[];
