import { defineService } from '#service-kit';
import { keepAccounts } from './accounts/keep-accounts.consumer.js';
import { SurveyDispatchConfig } from './config.js';
import { DecideWaitingWhenContactSnapshot } from './contacts/decide-waiting-when-contact-snapshot.consumer.js';
import { DecideJourneyEvents } from './decisions/decide-journey-events.action.js';
import { DecideWhenJourneyEventRecorded } from './decisions/decide-when-journey-event-recorded.consumer.js';
import { DecisionsController } from './decisions/decisions.controller.js';
import { DeliverDueInvitations } from './deliveries/deliver-due-invitations.job.js';
import { DeliverInvitation } from './deliveries/deliver-invitation.action.js';
import { EndExpiredLeases } from './deliveries/end-expired-leases.job.js';
import { MailClient } from './deliveries/mail.client.js';
import { SmtpMailClient } from './deliveries/smtp-mail.client.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { CreateSurveyDispatch1760000002000 } from './migrations/1760000002000-create-survey-dispatch.js';
import { SeedPrograms1760000002001 } from './migrations/1760000002001-seed-programs.js';
import { ActivePrograms } from './programs/active-programs.query.js';
import { ChangeProgram } from './programs/change-program.action.js';
import { Program } from './programs/program.entity.js';
import { ProgramsController } from './programs/programs.controller.js';
import { CallCrossedEvents } from './waiting/call-crossed-events.job.js';
import { DecideWaitingEvents } from './waiting/decide-waiting-events.job.js';

/** Surveys, programs, decisions and invitations: decides whom to ask, and asks. */
export const surveyDispatch = defineService({
  name: 'survey-dispatch',
  description: 'Surveys, programs, decisions, the contact budget, invitations and their delivery',
  config: SurveyDispatchConfig,
  entities: [Program],
  migrations: [CreateSurveyDispatch1760000002000, SeedPrograms1760000002001],
  consumers: [keepAccounts, DecideWaitingWhenContactSnapshot, DecideWhenJourneyEventRecorded],
  jobs: [CallCrossedEvents, DecideWaitingEvents, DeliverDueInvitations, EndExpiredLeases],
  controllers: [DecisionsController, InvitationsController, ProgramsController],
  providers: [
    ActivePrograms,
    ChangeProgram,
    DecideJourneyEvents,
    DeliverInvitation,
    { provide: MailClient, useClass: SmtpMailClient },
  ],
});
