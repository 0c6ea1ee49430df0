import { defineService } from '#service-kit';
import { ResponseIntakeConfig } from './config.js';
import { KeepInvitationWhenScheduledOrSent } from './invitations/keep-invitation-when-scheduled-or-sent.consumer.js';
import { CreateResponseIntake1760000003000 } from './migrations/1760000003000-create-response-intake.js';
import { ForgetIdempotencyKeys } from './responses/forget-idempotency-keys.job.js';
import { RecordResponse } from './responses/record-response.action.js';
import { Responses } from './responses/response.query.js';
import { ResponsesController } from './responses/responses.controller.js';
import { OpenSurvey } from './survey-page/open-survey.action.js';
import { Surveys } from './survey-page/survey.query.js';
import { SurveyPageController } from './survey-page/survey-page.controller.js';
import { tellErrorsAsPages } from './survey-page/survey-page-errors.http.js';

/** Takes answers, from the survey page and from integrators, and tells everyone each response and its revisions. */
export const responseIntake = defineService({
  name: 'response-intake',
  description: 'Survey page, responses and their revisions',
  config: ResponseIntakeConfig,
  entities: [],
  migrations: [CreateResponseIntake1760000003000],
  consumers: [KeepInvitationWhenScheduledOrSent],
  jobs: [ForgetIdempotencyKeys],
  controllers: [ResponsesController, SurveyPageController],
  providers: [RecordResponse, Responses, OpenSurvey, Surveys],
  prepare: async (app) => tellErrorsAsPages(app),
});
