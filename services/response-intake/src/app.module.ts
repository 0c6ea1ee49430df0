import { defineService } from '#service-kit';
import { ResponseIntakeConfig } from './config.js';
import { keepContacts } from './contacts/keep-contacts.consumer.js';
import { EraseWhenContactErased } from './erasures/erase-when-contact-erased.consumer.js';
import { KeepInvitationWhenScheduledOrSent } from './invitations/keep-invitation-when-scheduled-or-sent.consumer.js';
import { TakeBackWhenInvitationCancelled } from './invitations/take-back-when-invitation-cancelled.consumer.js';
import { MoveToSurvivorWhenMerged } from './merges/move-to-survivor-when-merged.consumer.js';
import { CreateResponseIntake1760000003000 } from './migrations/1760000003000-create-response-intake.js';
import { KeepFollowUpAnswers1760000003100 } from './migrations/1760000003100-keep-follow-up-answers.js';
import { KeepPreviews1760000003101 } from './migrations/1760000003101-keep-previews.js';
import { TakeBackInvitations1760000003200 } from './migrations/1760000003200-take-back-invitations.js';
import { SayHowFarToTrustAResponse1760000003300 } from './migrations/1760000003300-say-how-far-to-trust-a-response.js';
import { KnowContactsByAddress1760000003301 } from './migrations/1760000003301-know-contacts-by-address.js';
import { KeepPreviewWhenPreviewed } from './previews/keep-preview-when-previewed.consumer.js';
import { OpenPreview } from './previews/open-preview.action.js';
import { PreviewPageController } from './previews/preview-page.controller.js';
import { ForgetIdempotencyKeys } from './responses/forget-idempotency-keys.job.js';
import { RecordResponse } from './responses/record-response.action.js';
import { Responses } from './responses/response.query.js';
import { ResponsesController } from './responses/responses.controller.js';
import { FollowUpsPageController } from './survey-page/follow-ups-page.controller.js';
import { OpenSurvey } from './survey-page/open-survey.action.js';
import { Surveys } from './survey-page/survey.query.js';
import { SurveyPageController } from './survey-page/survey-page.controller.js';
import { tellErrorsAsPages } from './survey-page/survey-page-errors.http.js';
import { KeepSurveyWhenPublished } from './surveys/keep-survey-when-published.consumer.js';
import { KnownSurveys } from './surveys/known-surveys.query.js';

/** Takes answers, from the survey page and from integrators, and tells everyone each response and its revisions. */
export const responseIntake = defineService({
  name: 'response-intake',
  description: 'Survey page, responses and their revisions',
  config: ResponseIntakeConfig,
  entities: [],
  migrations: [
    CreateResponseIntake1760000003000,
    KeepFollowUpAnswers1760000003100,
    KeepPreviews1760000003101,
    TakeBackInvitations1760000003200,
    SayHowFarToTrustAResponse1760000003300,
    KnowContactsByAddress1760000003301,
  ],
  consumers: [
    keepContacts,
    KeepInvitationWhenScheduledOrSent,
    KeepSurveyWhenPublished,
    KeepPreviewWhenPreviewed,
    TakeBackWhenInvitationCancelled,
    EraseWhenContactErased,
    MoveToSurvivorWhenMerged,
  ],
  jobs: [ForgetIdempotencyKeys],
  controllers: [ResponsesController, FollowUpsPageController, PreviewPageController, SurveyPageController],
  providers: [KnownSurveys, OpenPreview, RecordResponse, Responses, OpenSurvey, Surveys],
  prepare: async (app) => tellErrorsAsPages(app),
});
