import { defineService } from '#service-kit';
import { keepAccounts } from './accounts/keep-accounts.consumer.js';
import { AdvocacyRequestsController } from './advocacy/advocacy-requests.controller.js';
import { AdvocacyRequestQueries } from './advocacy/advocacy-requests.query.js';
import { RequestAdvocacy } from './advocacy/request-advocacy.action.js';
import { CasesController } from './cases/cases.controller.js';
import { CaseQueries } from './cases/cases.query.js';
import { EnrichCaseWhenInsightFound } from './cases/enrich-case-when-insight-found.consumer.js';
import { OpenCases } from './cases/open-cases.action.js';
import { TraceCase } from './cases/trace-case.action.js';
import { FollowUpConfig } from './config.js';
import { keepContacts } from './contacts/keep-contacts.consumer.js';
import { EraseFollowUpsWhenContactErased } from './erasures/erase-follow-ups-when-contact-erased.consumer.js';
import { FollowUpWhenResponseScored } from './follow-ups/follow-up-when-response-scored.consumer.js';
import { FollowUpsController } from './follow-ups/follow-ups.controller.js';
import { FollowUpQueries } from './follow-ups/summary.query.js';
import { moveFollowUpsWhenMerged } from './merges/move-follow-ups-when-merged.consumer.js';
import { CreateFollowUp1760000006000 } from './migrations/1760000006000-create-follow-up.js';
import { CloseFollowUps1760000006100 } from './migrations/1760000006100-close-follow-ups.js';
import { TellWhatBecameOfCases1760000006300 } from './migrations/1760000006300-tell-what-became-of-cases.js';
import { Queue } from './queues/queue.entity.js';
import { QueuesController } from './queues/queues.controller.js';
import { KeepCommentWhenResponseRecorded } from './responses/keep-comment-when-response-recorded.consumer.js';
import { PlanRetentionSteps } from './retention/plan-retention-steps.action.js';
import { RetentionStepsController } from './retention/retention-steps.controller.js';
import { RetentionStepQueries } from './retention/retention-steps.query.js';
import { TasksController } from './tasks/tasks.controller.js';
import { TaskQueries } from './tasks/tasks.query.js';

/** What is done about an answer: a case for a detractor, a step for a passive, a request to a promoter. */
export const followUp = defineService({
  name: 'follow-up',
  description: 'Cases, tasks, retention steps and advocacy requests',
  config: FollowUpConfig,
  entities: [Queue],
  migrations: [CreateFollowUp1760000006000, CloseFollowUps1760000006100, TellWhatBecameOfCases1760000006300],
  consumers: [
    keepAccounts,
    keepContacts,
    KeepCommentWhenResponseRecorded,
    FollowUpWhenResponseScored,
    EnrichCaseWhenInsightFound,
    EraseFollowUpsWhenContactErased,
    moveFollowUpsWhenMerged,
  ],
  controllers: [
    CasesController,
    TasksController,
    RetentionStepsController,
    AdvocacyRequestsController,
    FollowUpsController,
    QueuesController,
  ],
  providers: [
    OpenCases,
    PlanRetentionSteps,
    RequestAdvocacy,
    TraceCase,
    CaseQueries,
    TaskQueries,
    RetentionStepQueries,
    AdvocacyRequestQueries,
    FollowUpQueries,
  ],
});
