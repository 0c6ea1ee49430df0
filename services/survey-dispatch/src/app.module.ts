import { defineService } from '#service-kit';
import { KeepAccounts } from './accounts/keep-accounts.consumer.js';
import { BudgetController } from './budget/budget.controller.js';
import { HeldPolicy } from './budget/budget-policy.query.js';
import { ChangeBudgetPolicy } from './budget/change-budget-policy.action.js';
import { SurveyDispatchConfig } from './config.js';
import { DecideWaitingWhenContactSnapshot } from './contacts/decide-waiting-when-contact-snapshot.consumer.js';
import { DecideDeferred } from './decisions/decide-deferred.job.js';
import { DecideJourneyEvents } from './decisions/decide-journey-events.action.js';
import { DecideWhenJourneyEventRecorded } from './decisions/decide-when-journey-event-recorded.consumer.js';
import { SettleDecisions } from './decisions/settle-decisions.action.js';
import { AttemptSend } from './deliveries/attempt-send.action.js';
import { Breakers } from './deliveries/breakers.action.js';
import { type ChannelSender, ChannelSenders } from './deliveries/channel-sender.action.js';
import { ClaimDue } from './deliveries/claim-due.action.js';
import { DeliverDueInvitations } from './deliveries/deliver-due-invitations.job.js';
import { DeliveryController } from './deliveries/delivery.controller.js';
import { EndExpiredLeases } from './deliveries/end-expired-leases.job.js';
import { KeepOutcomes } from './deliveries/keep-outcomes.action.js';
import { ReadDelivery } from './deliveries/read-delivery.action.js';
import { SendRates } from './deliveries/send-rates.action.js';
import { SendingLanes } from './deliveries/sending-lanes.action.js';
import { AskDryRun } from './dry-runs/ask-dry-run.action.js';
import { DryRunsController } from './dry-runs/dry-runs.controller.js';
import { ForgetDryRuns } from './dry-runs/forget-dry-runs.job.js';
import { PrepareDryRun } from './dry-runs/prepare-dry-run.action.js';
import { RunDry } from './dry-runs/run-dry.action.js';
import { RunDryRuns } from './dry-runs/run-dry-runs.job.js';
import { EraseContacts } from './erasures/erase-contacts.action.js';
import { EraseWhenContactErased } from './erasures/erase-when-contact-erased.consumer.js';
import { HandOffInvitation } from './hand-offs/hand-off-invitation.action.js';
import { DismissInvitation } from './in-app/dismiss-invitation.action.js';
import { FetchPendingInvitation } from './in-app/fetch-pending-invitation.action.js';
import { OfferInApp } from './in-app/offer-in-app.action.js';
import { PendingInvitationsController } from './in-app/pending-invitations.controller.js';
import { AnswerInvitationWhenResponseRecorded } from './invitations/answer-invitation-when-response-recorded.consumer.js';
import { CancelInvitation } from './invitations/cancel-invitation.action.js';
import { CancelInvitationsWhenWithdrawn } from './invitations/cancel-invitations-when-withdrawn.consumer.js';
import { ExpireInvitations } from './invitations/expire-invitations.job.js';
import { InvitationLinks } from './invitations/invitation-links.action.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { ForgetGivenEvents } from './journey-events/forget-given-events.job.js';
import { JourneyEventsController } from './journey-events/journey-events.controller.js';
import { RecordJourneyEvent } from './journey-events/record-journey-event.action.js';
import { WithdrawUnsent } from './journey-events/withdraw-unsent.action.js';
import { DecisionsController } from './ledger/decisions.controller.js';
import { ExplainContact } from './ledger/explain-contact.action.js';
import { ForgetDecisions } from './ledger/forget-decisions.job.js';
import { MailClient } from './mails/mail.client.js';
import { MailForms } from './mails/mail-forms.query.js';
import { SendInvitationMail } from './mails/send-invitation-mail.action.js';
import { SmtpMailClient } from './mails/smtp-mail.client.js';
import { MergeContacts } from './merges/merge-contacts.action.js';
import { MoveToSurvivorWhenMerged } from './merges/move-to-survivor-when-merged.consumer.js';
import { CreateSurveyDispatch1760000002000 } from './migrations/1760000002000-create-survey-dispatch.js';
import { SeedPrograms1760000002001 } from './migrations/1760000002001-seed-programs.js';
import { VersionSurveys1760000002100 } from './migrations/1760000002100-version-surveys.js';
import { BudgetOverAllPrograms1760000002200 } from './migrations/1760000002200-budget-over-all-programs.js';
import { CreateDryRuns1760000002201 } from './migrations/1760000002201-create-dry-runs.js';
import { KeepInvitationHistory1760000002300 } from './migrations/1760000002300-keep-invitation-history.js';
import { RemindInvitations1760000002301 } from './migrations/1760000002301-remind-invitations.js';
import { AskOverChannels1760000002400 } from './migrations/1760000002400-ask-over-channels.js';
import { SendByChannel1760000002600 } from './migrations/1760000002600-send-by-channel.js';
import { LimitDeliveries1760000002601 } from './migrations/1760000002601-limit-deliveries.js';
import { RefuseAddresses1760000002700 } from './migrations/1760000002700-refuse-addresses.js';
import { PinSurveyVersions1760000002800 } from './migrations/1760000002800-pin-survey-versions.js';
import { EndDeferredAsks1760000002801 } from './migrations/1760000002801-end-deferred-asks.js';
import { CountAccountAsks1760000002802 } from './migrations/1760000002802-count-account-asks.js';
import { RunDryAtScale1760000002900 } from './migrations/1760000002900-run-dry-at-scale.js';
import { KeepImportedSuppressions1760000003010 } from './migrations/1760000003010-keep-imported-suppressions.js';
import { TakeJourneyEventsOverRest1760000003020 } from './migrations/1760000003020-take-journey-events-over-rest.js';
import { DecideEachEventOnce1760000003030 } from './migrations/1760000003030-decide-each-event-once.js';
import { CountInvitationsOfAccounts1760000003040 } from './migrations/1760000003040-count-invitations-of-accounts.js';
import { BlockContactWhenSuppressionImported } from './opt-outs/block-contact-when-suppression-imported.consumer.js';
import { OptOut } from './opt-outs/opt-out.action.js';
import { OptOutController } from './opt-outs/opt-out.controller.js';
import { tellRefusedOptOutsAsPages } from './opt-outs/opt-out-errors.http.js';
import { ActivePrograms } from './programs/active-programs.query.js';
import { AskByTime } from './programs/ask-by-time.action.js';
import { ChangeProgram } from './programs/change-program.action.js';
import { FireTimedPrograms } from './programs/fire-timed-programs.job.js';
import { Program } from './programs/program.entity.js';
import { ProgramsController } from './programs/programs.controller.js';
import { RemindDueInvitations } from './reminders/remind-due-invitations.job.js';
import { SuppressContact } from './suppressions/suppress-contact.action.js';
import { SuppressionsController } from './suppressions/suppressions.controller.js';
import { AnnounceSurveys } from './surveys/announce-surveys.job.js';
import { ArchiveSurvey } from './surveys/archive-survey.action.js';
import { HeldVersions } from './surveys/held-versions.query.js';
import { PreviewSurvey } from './surveys/preview-survey.action.js';
import { PublishSurvey } from './surveys/publish-survey.action.js';
import { SurveysController } from './surveys/surveys.controller.js';
import { WriteDraft } from './surveys/write-draft.action.js';
import { HttpSmsClient } from './text-messages/http-sms.client.js';
import { SendInvitationText } from './text-messages/send-invitation-text.action.js';
import { SmsClient } from './text-messages/sms.client.js';
import { CallCrossedEvents } from './waiting/call-crossed-events.job.js';
import { DecideWaitingEvents } from './waiting/decide-waiting-events.job.js';
import { takeLargeReports } from './webhooks/large-reports.http.js';
import { readBodiesFromOutside } from './webhooks/other-bodies.http.js';
import { RecordMailReports } from './webhooks/record-mail-reports.action.js';
import { HttpsSnsClient, SnsClient } from './webhooks/sns.client.js';
import { TakeSnsMessage } from './webhooks/take-sns-message.action.js';
import { TextWebhooksController } from './webhooks/text-webhooks.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { AskForWidget } from './widget/ask-for-widget.action.js';
import { WidgetController } from './widget/widget.controller.js';

/** Surveys, programs, decisions and invitations: decides whom to ask, and asks. */
export const surveyDispatch = defineService({
  name: 'survey-dispatch',
  description: 'Surveys, programs, decisions, the contact budget, invitations and their delivery',
  config: SurveyDispatchConfig,
  entities: [Program],
  migrations: [
    CreateSurveyDispatch1760000002000,
    SeedPrograms1760000002001,
    VersionSurveys1760000002100,
    BudgetOverAllPrograms1760000002200,
    CreateDryRuns1760000002201,
    KeepInvitationHistory1760000002300,
    RemindInvitations1760000002301,
    AskOverChannels1760000002400,
    SendByChannel1760000002600,
    LimitDeliveries1760000002601,
    RefuseAddresses1760000002700,
    PinSurveyVersions1760000002800,
    EndDeferredAsks1760000002801,
    CountAccountAsks1760000002802,
    RunDryAtScale1760000002900,
    KeepImportedSuppressions1760000003010,
    TakeJourneyEventsOverRest1760000003020,
    DecideEachEventOnce1760000003030,
    CountInvitationsOfAccounts1760000003040,
  ],
  consumers: [
    KeepAccounts,
    DecideWaitingWhenContactSnapshot,
    DecideWhenJourneyEventRecorded,
    AnswerInvitationWhenResponseRecorded,
    BlockContactWhenSuppressionImported,
    CancelInvitationsWhenWithdrawn,
    EraseWhenContactErased,
    MoveToSurvivorWhenMerged,
  ],
  jobs: [
    AnnounceSurveys,
    CallCrossedEvents,
    DecideDeferred,
    DecideWaitingEvents,
    DeliverDueInvitations,
    EndExpiredLeases,
    ExpireInvitations,
    FireTimedPrograms,
    ForgetDecisions,
    ForgetDryRuns,
    ForgetGivenEvents,
    RunDryRuns,
    RemindDueInvitations,
  ],
  controllers: [
    BudgetController,
    DryRunsController,
    DecisionsController,
    DeliveryController,
    InvitationsController,
    JourneyEventsController,
    SuppressionsController,
    ProgramsController,
    SurveysController,
    OptOutController,
    PendingInvitationsController,
    WidgetController,
    TextWebhooksController,
    WebhooksController,
  ],
  providers: [
    ActivePrograms,
    AskByTime,
    ArchiveSurvey,
    CancelInvitation,
    RecordJourneyEvent,
    WithdrawUnsent,
    SuppressContact,
    ChangeProgram,
    PreviewSurvey,
    PublishSurvey,
    WriteDraft,
    DecideJourneyEvents,
    SettleDecisions,
    EraseContacts,
    MergeContacts,
    ChangeBudgetPolicy,
    HeldPolicy,
    AskDryRun,
    ExplainContact,
    PrepareDryRun,
    RunDry,
    Breakers,
    ClaimDue,
    ReadDelivery,
    SendRates,
    KeepOutcomes,
    SendingLanes,
    AttemptSend,
    HeldVersions,
    InvitationLinks,
    DismissInvitation,
    FetchPendingInvitation,
    AskForWidget,
    HandOffInvitation,
    OfferInApp,
    MailForms,
    SendInvitationMail,
    SendInvitationText,
    { provide: SmsClient, useClass: HttpSmsClient },
    {
      provide: ChannelSenders,
      inject: [SurveyDispatchConfig, SendInvitationText, SendInvitationMail, OfferInApp, HandOffInvitation],
      useFactory: ({ smsUrl }: SurveyDispatchConfig, text: ChannelSender, ...others: ChannelSender[]) =>
        new ChannelSenders(smsUrl === undefined ? others : [text, ...others]),
    },
    { provide: MailClient, useClass: SmtpMailClient },
    OptOut,
    RecordMailReports,
    TakeSnsMessage,
    { provide: SnsClient, useClass: HttpsSnsClient },
  ],
  prepare: async (app) => {
    readBodiesFromOutside(app);
    takeLargeReports(app);
    tellRefusedOptOutsAsPages(app);
  },
});
