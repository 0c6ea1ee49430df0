import { defineService } from '#service-kit';
import { keepAccounts } from './accounts/keep-accounts.consumer.js';
import { BudgetController } from './budget/budget.controller.js';
import { HeldPolicy } from './budget/budget-policy.query.js';
import { ChangeBudgetPolicy } from './budget/change-budget-policy.action.js';
import { SurveyDispatchConfig } from './config.js';
import { DecideWaitingWhenContactSnapshot } from './contacts/decide-waiting-when-contact-snapshot.consumer.js';
import { DecideDeferred } from './decisions/decide-deferred.job.js';
import { DecideJourneyEvents } from './decisions/decide-journey-events.action.js';
import { DecideWhenJourneyEventRecorded } from './decisions/decide-when-journey-event-recorded.consumer.js';
import { DeliverDueInvitations } from './deliveries/deliver-due-invitations.job.js';
import { DeliverInvitation } from './deliveries/deliver-invitation.action.js';
import { EndExpiredLeases } from './deliveries/end-expired-leases.job.js';
import { DryRunsController } from './dry-runs/dry-runs.controller.js';
import { RunDry } from './dry-runs/run-dry.action.js';
import { RunDryRuns } from './dry-runs/run-dry-runs.job.js';
import { AnswerInvitationWhenResponseRecorded } from './invitations/answer-invitation-when-response-recorded.consumer.js';
import { CancelInvitation } from './invitations/cancel-invitation.action.js';
import { CancelInvitationsWhenWithdrawn } from './invitations/cancel-invitations-when-withdrawn.consumer.js';
import { ExpireInvitations } from './invitations/expire-invitations.job.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { DecisionsController } from './ledger/decisions.controller.js';
import { MailClient } from './mails/mail.client.js';
import { SendInvitationMail } from './mails/send-invitation-mail.action.js';
import { SmtpMailClient } from './mails/smtp-mail.client.js';
import { CreateSurveyDispatch1760000002000 } from './migrations/1760000002000-create-survey-dispatch.js';
import { SeedPrograms1760000002001 } from './migrations/1760000002001-seed-programs.js';
import { VersionSurveys1760000002100 } from './migrations/1760000002100-version-surveys.js';
import { BudgetOverAllPrograms1760000002200 } from './migrations/1760000002200-budget-over-all-programs.js';
import { CreateDryRuns1760000002201 } from './migrations/1760000002201-create-dry-runs.js';
import { KeepInvitationHistory1760000002300 } from './migrations/1760000002300-keep-invitation-history.js';
import { RemindInvitations1760000002301 } from './migrations/1760000002301-remind-invitations.js';
import { AskOverChannels1760000002400 } from './migrations/1760000002400-ask-over-channels.js';
import { OptOut } from './opt-outs/opt-out.action.js';
import { OptOutController } from './opt-outs/opt-out.controller.js';
import { ActivePrograms } from './programs/active-programs.query.js';
import { AskByTime } from './programs/ask-by-time.action.js';
import { ChangeProgram } from './programs/change-program.action.js';
import { FireTimedPrograms } from './programs/fire-timed-programs.job.js';
import { Program } from './programs/program.entity.js';
import { ProgramsController } from './programs/programs.controller.js';
import { RemindDueInvitations } from './reminders/remind-due-invitations.job.js';
import { RemindInvitation } from './reminders/remind-invitation.action.js';
import { AnnounceSurveys } from './surveys/announce-surveys.job.js';
import { ArchiveSurvey } from './surveys/archive-survey.action.js';
import { PreviewSurvey } from './surveys/preview-survey.action.js';
import { PublishSurvey } from './surveys/publish-survey.action.js';
import { SurveysController } from './surveys/surveys.controller.js';
import { WriteDraft } from './surveys/write-draft.action.js';
import { CallCrossedEvents } from './waiting/call-crossed-events.job.js';
import { DecideWaitingEvents } from './waiting/decide-waiting-events.job.js';
import { readBodiesFromOutside } from './webhooks/other-bodies.http.js';
import { RecordMailReports } from './webhooks/record-mail-reports.action.js';
import { HttpsSnsClient, SnsClient } from './webhooks/sns.client.js';
import { TakeSnsMessage } from './webhooks/take-sns-message.action.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

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
  ],
  consumers: [
    keepAccounts,
    DecideWaitingWhenContactSnapshot,
    DecideWhenJourneyEventRecorded,
    AnswerInvitationWhenResponseRecorded,
    CancelInvitationsWhenWithdrawn,
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
    RunDryRuns,
    RemindDueInvitations,
  ],
  controllers: [
    BudgetController,
    DryRunsController,
    DecisionsController,
    InvitationsController,
    ProgramsController,
    SurveysController,
    OptOutController,
    WebhooksController,
  ],
  providers: [
    ActivePrograms,
    AskByTime,
    ArchiveSurvey,
    CancelInvitation,
    ChangeProgram,
    PreviewSurvey,
    PublishSurvey,
    WriteDraft,
    DecideJourneyEvents,
    ChangeBudgetPolicy,
    HeldPolicy,
    RunDry,
    DeliverInvitation,
    RemindInvitation,
    SendInvitationMail,
    { provide: MailClient, useClass: SmtpMailClient },
    OptOut,
    RecordMailReports,
    TakeSnsMessage,
    { provide: SnsClient, useClass: HttpsSnsClient },
  ],
  prepare: async (app) => readBodiesFromOutside(app),
});
