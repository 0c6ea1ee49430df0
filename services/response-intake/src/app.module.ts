import { defineService } from '#service-kit';
import { ResponseIntakeConfig } from './config.js';
import { keepContacts } from './contacts/keep-contacts.consumer.js';
import { EraseWhenContactErased } from './erasures/erase-when-contact-erased.consumer.js';
import { FeedbackController } from './feedback/feedback.controller.js';
import { FeedbackItems } from './feedback/feedback.query.js';
import { acceptFeedbackBatches } from './feedback/large-batches.http.js';
import { RecordFeedback } from './feedback/record-feedback.action.js';
import { RecordFeedbackWhenReceived } from './feedback/record-feedback-when-received.consumer.js';
import { RemoveFeedback } from './feedback/remove-feedback.action.js';
import { FeedbackHooksController } from './feedback-webhooks/feedback-hooks.controller.js';
import { FeedbackWebhooksController } from './feedback-webhooks/feedback-webhooks.controller.js';
import { keepDeliveriesRaw } from './feedback-webhooks/raw-deliveries.http.js';
import { SaveWebhook } from './feedback-webhooks/save-webhook.action.js';
import { TakeDelivery } from './feedback-webhooks/take-delivery.action.js';
import { TryWebhook } from './feedback-webhooks/try-webhook.action.js';
import { WebhookSecrets } from './feedback-webhooks/webhook-secrets.action.js';
import { Webhooks } from './feedback-webhooks/webhooks.query.js';
import { KeepInvitationWhenScheduledOrSent } from './invitations/keep-invitation-when-scheduled-or-sent.consumer.js';
import { TakeBackWhenInvitationCancelled } from './invitations/take-back-when-invitation-cancelled.consumer.js';
import { moveToSurvivorWhenMerged } from './merges/move-to-survivor-when-merged.consumer.js';
import { CreateResponseIntake1760000003000 } from './migrations/1760000003000-create-response-intake.js';
import { KeepFollowUpAnswers1760000003100 } from './migrations/1760000003100-keep-follow-up-answers.js';
import { KeepPreviews1760000003101 } from './migrations/1760000003101-keep-previews.js';
import { TakeBackInvitations1760000003200 } from './migrations/1760000003200-take-back-invitations.js';
import { SayHowFarToTrustAResponse1760000003300 } from './migrations/1760000003300-say-how-far-to-trust-a-response.js';
import { KnowContactsByAddress1760000003301 } from './migrations/1760000003301-know-contacts-by-address.js';
import { FindProvisionalResponses1760000003310 } from './migrations/1760000003310-find-provisional-responses.js';
import { FindResponsesByWords1760000003320 } from './migrations/1760000003320-find-responses-by-words.js';
import { FindResponses1760000003321 } from './migrations/1760000003321-find-responses.js';
import { KeepThePlaceOfRespondents1760000003330 } from './migrations/1760000003330-keep-the-place-of-respondents.js';
import { OpenLinks1760000003340 } from './migrations/1760000003340-open-links.js';
import { KeepFeedbackItems1760000003350 } from './migrations/1760000003350-keep-feedback-items.js';
import { CreateResponseImports1760000003360 } from './migrations/1760000003360-create-response-imports.js';
import { AdmitAnswer } from './open-links/admit-answer.action.js';
import { ChangeOpenLink } from './open-links/change-open-link.action.js';
import { CreateOpenLink } from './open-links/create-open-link.action.js';
import { ForgetPlaces } from './open-links/forget-places.job.js';
import { FormTokens } from './open-links/form-tokens.action.js';
import { OpenAnswerPageController } from './open-links/open-answer-page.controller.js';
import { OpenForm } from './open-links/open-form.action.js';
import { OpenLink } from './open-links/open-link.entity.js';
import { OpenLinkDevice } from './open-links/open-link-device.entity.js';
import { tellLinkErrorsAsPages } from './open-links/open-link-errors.http.js';
import { OpenLinkPageController } from './open-links/open-link-page.controller.js';
import { OpenLinksController } from './open-links/open-links.controller.js';
import { OpenLinks } from './open-links/open-links.query.js';
import { OpenStepsPageController } from './open-links/open-steps-page.controller.js';
import { ShowOpenLinks } from './open-links/show-open-links.action.js';
import { TakeOpenAnswer, TakingCircumstances } from './open-links/take-open-answer.action.js';
import { KeepPreviewWhenPreviewed } from './previews/keep-preview-when-previewed.consumer.js';
import { OpenPreview } from './previews/open-preview.action.js';
import { PreviewPageController } from './previews/preview-page.controller.js';
import { ApplyResponseImport } from './response-imports/apply-response-import.action.js';
import { ApplyResponseImports } from './response-imports/apply-response-imports.job.js';
import { ReceiveResponseImport } from './response-imports/receive-response-import.action.js';
import { acceptResponseImports } from './response-imports/response-import-file.http.js';
import { ResponseImportsController } from './response-imports/response-imports.controller.js';
import { ResponseImportQueries } from './response-imports/response-imports.query.js';
import { ResponsePagesController } from './response-pages/response-pages.controller.js';
import { ResponsePages } from './response-pages/response-pages.query.js';
import { ExportResponses } from './response-reading/export-responses.action.js';
import { ResponseReadingController } from './response-reading/response-reading.controller.js';
import { Responses } from './response-reading/responses.query.js';
import { TidyWordIndex } from './response-reading/tidy-word-index.job.js';
import { ForgetIdempotencyKeys } from './responses/forget-idempotency-keys.job.js';
import { acceptResponseBatches } from './responses/large-batches.http.js';
import { RecordBatch } from './responses/record-batch.action.js';
import { RecordResponse } from './responses/record-response.action.js';
import { ResponsesController } from './responses/responses.controller.js';
import { WriteAnswers } from './responses/write-answers.action.js';
import { FollowUpsPageController } from './survey-page/follow-ups-page.controller.js';
import { KeepPlace } from './survey-page/keep-place.action.js';
import { OpenSurvey } from './survey-page/open-survey.action.js';
import { Surveys } from './survey-page/survey.query.js';
import { SurveyPageController } from './survey-page/survey-page.controller.js';
import { tellErrorsAsPages } from './survey-page/survey-page-errors.http.js';
import { KeepSurveyWhenPublished } from './surveys/keep-survey-when-published.consumer.js';
import { KnownSurveys } from './surveys/known-surveys.query.js';
import { JudgeResponse } from './trust/judge-response.action.js';
import { JudgeResponsesController } from './trust/judge-responses.controller.js';
import { SettleProvisional } from './trust/settle-provisional.job.js';
import { AnswerInvitation } from './widget/answer-invitation.action.js';
import { AnswerOpenLink } from './widget/answer-open-link.action.js';
import { WidgetLinksController } from './widget/widget-links.controller.js';
import { serveWidgetScript } from './widget/widget-script.http.js';
import { WidgetSurveysController } from './widget/widget-surveys.controller.js';

/** Takes answers, from the survey page and from integrators, and tells everyone each response and its revisions. */
export const responseIntake = defineService({
  name: 'response-intake',
  description: 'Survey page, responses and their revisions',
  config: ResponseIntakeConfig,
  entities: [OpenLink, OpenLinkDevice],
  migrations: [
    CreateResponseIntake1760000003000,
    KeepFollowUpAnswers1760000003100,
    KeepPreviews1760000003101,
    TakeBackInvitations1760000003200,
    SayHowFarToTrustAResponse1760000003300,
    KnowContactsByAddress1760000003301,
    FindProvisionalResponses1760000003310,
    FindResponsesByWords1760000003320,
    FindResponses1760000003321,
    KeepThePlaceOfRespondents1760000003330,
    OpenLinks1760000003340,
    KeepFeedbackItems1760000003350,
    CreateResponseImports1760000003360,
  ],
  consumers: [
    keepContacts,
    KeepInvitationWhenScheduledOrSent,
    KeepSurveyWhenPublished,
    KeepPreviewWhenPreviewed,
    TakeBackWhenInvitationCancelled,
    EraseWhenContactErased,
    moveToSurvivorWhenMerged,
    RecordFeedbackWhenReceived,
  ],
  jobs: [ForgetIdempotencyKeys, SettleProvisional, ForgetPlaces, TidyWordIndex, ApplyResponseImports],
  controllers: [
    ResponseImportsController,
    ResponsePagesController,
    FeedbackController,
    FeedbackWebhooksController,
    FeedbackHooksController,
    ResponsesController,
    JudgeResponsesController,
    ResponseReadingController,
    FollowUpsPageController,
    PreviewPageController,
    SurveyPageController,
    OpenLinksController,
    OpenLinkPageController,
    OpenStepsPageController,
    OpenAnswerPageController,
    WidgetSurveysController,
    WidgetLinksController,
  ],
  providers: [
    ApplyResponseImport,
    ReceiveResponseImport,
    ResponseImportQueries,
    ResponsePages,
    FeedbackItems,
    RecordFeedback,
    RemoveFeedback,
    Webhooks,
    WebhookSecrets,
    SaveWebhook,
    TakeDelivery,
    TryWebhook,
    KnownSurveys,
    OpenPreview,
    RecordResponse,
    RecordBatch,
    WriteAnswers,
    JudgeResponse,
    Responses,
    ExportResponses,
    KeepPlace,
    OpenSurvey,
    Surveys,
    AdmitAnswer,
    ChangeOpenLink,
    CreateOpenLink,
    FormTokens,
    OpenForm,
    OpenLinks,
    ShowOpenLinks,
    TakeOpenAnswer,
    TakingCircumstances,
    AnswerInvitation,
    AnswerOpenLink,
  ],
  prepare: async (app) => {
    acceptResponseImports(app);
    acceptFeedbackBatches(app);
    keepDeliveriesRaw(app);
    acceptResponseBatches(app);
    tellErrorsAsPages(app);
    tellLinkErrorsAsPages(app);
    serveWidgetScript(app);
  },
});
