import { contract } from './contract.js';
import { AccountUpsertedSchema } from './gen/rapport/crm/v1/account_upserted_pb.js';
import { ContactUpsertedSchema } from './gen/rapport/crm/v1/contact_upserted_pb.js';
import { FeedbackReceivedSchema } from './gen/rapport/crm/v1/feedback_received_pb.js';
import { InvitationWithdrawnSchema } from './gen/rapport/crm/v1/invitation_withdrawn_pb.js';
import { JourneyEventRecordedSchema } from './gen/rapport/crm/v1/journey_event_recorded_pb.js';
import { SegmentMessageSchema } from './gen/rapport/crm/v1/segment_message_pb.js';
import { AccountMergedSchema } from './gen/rapport/directory/v1/account_merged_pb.js';
import { AccountSnapshotSchema } from './gen/rapport/directory/v1/account_snapshot_pb.js';
import { ContactErasedSchema } from './gen/rapport/directory/v1/contact_erased_pb.js';
import { ContactMergedSchema } from './gen/rapport/directory/v1/contact_merged_pb.js';
import { ContactSnapshotSchema } from './gen/rapport/directory/v1/contact_snapshot_pb.js';
import { JourneyEventMappedSchema } from './gen/rapport/directory/v1/journey_event_mapped_pb.js';
import { ContactErasedInFeedbackTaggingSchema } from './gen/rapport/feedback_tagging/v1/erasure_pb.js';
import { InsightFoundSchema } from './gen/rapport/feedback_tagging/v1/insight_found_pb.js';
import { ContactErasedInFollowUpSchema } from './gen/rapport/follow_up/v1/erasure_pb.js';
import {
  AdvocacyRequestedSchema,
  CaseEnrichedSchema,
  CaseOpenedSchema,
  RetentionStepPlannedSchema,
} from './gen/rapport/follow_up/v1/follow_up_pb.js';
import { ContactErasedInResponseIntakeSchema } from './gen/rapport/response_intake/v1/erasure_pb.js';
import { FeedbackRecordedSchema, FeedbackRemovedSchema } from './gen/rapport/response_intake/v1/feedback_pb.js';
import {
  PersonImportedSchema,
  SuppressionImportedSchema,
} from './gen/rapport/response_intake/v1/imported_person_pb.js';
import { ResponseRecordedSchema } from './gen/rapport/response_intake/v1/response_recorded_pb.js';
import { ContactErasedInScoringSchema } from './gen/rapport/scoring/v1/erasure_pb.js';
import { ResponseScoredSchema } from './gen/rapport/scoring/v1/response_scored_pb.js';
import { DecisionMadeSchema } from './gen/rapport/survey_dispatch/v1/decision_made_pb.js';
import { ContactErasedInSurveyDispatchSchema } from './gen/rapport/survey_dispatch/v1/erasure_pb.js';
import {
  ContactSuppressedSchema,
  InvitationAnsweredSchema,
  InvitationBouncedSchema,
  InvitationCancelledSchema,
  InvitationComplainedSchema,
  InvitationDeliveredSchema,
  InvitationExpiredSchema,
  InvitationFailedSchema,
  InvitationOpenedSchema,
  InvitationReadySchema,
  InvitationRemindedSchema,
  InvitationReroutedSchema,
  InvitationScheduledSchema,
  InvitationSentSchema,
} from './gen/rapport/survey_dispatch/v1/invitation_pb.js';
import { SurveyPreviewedSchema, SurveyPublishedSchema } from './gen/rapport/survey_dispatch/v1/survey_pb.js';

/** The one table event → topic → key. Types, schemas and documents are derived from it and from proto/. */
export const contracts = {
  accountUpserted: contract(AccountUpsertedSchema, 'crm.accounts.v1', 'accountId'),
  contactUpserted: contract(ContactUpsertedSchema, 'crm.contacts.v1', 'contactId'),
  journeyEventRecorded: contract(JourneyEventRecordedSchema, 'crm.journey-events.v1', 'contactId'),
  invitationWithdrawn: contract(InvitationWithdrawnSchema, 'crm.invitation-withdrawals.v1', 'contactId'),
  feedbackReceived: contract(FeedbackReceivedSchema, 'crm.feedback.v1', 'externalId'),
  segmentMessage: contract(SegmentMessageSchema, 'crm.segment.v1', 'subject', {
    source: 'segment',
    id: 'messageId',
    times: ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'],
    subjects: ['userId', 'anonymousId', 'groupId'],
    passedOver: { field: 'type', values: ['page', 'screen', 'alias'] },
  }),
  accountSnapshot: contract(AccountSnapshotSchema, 'rapport.accounts.v1', 'accountId'),
  contactSnapshot: contract(ContactSnapshotSchema, 'rapport.contacts.v1', 'contactId'),
  surveyPreviewed: contract(SurveyPreviewedSchema, 'rapport.survey-previews.v1', 'previewId'),
  surveyPublished: contract(SurveyPublishedSchema, 'rapport.surveys.v1', 'versionId'),
  accountMerged: contract(AccountMergedSchema, 'rapport.merges.v1', 'accountId'),
  contactMerged: contract(ContactMergedSchema, 'rapport.merges.v1', 'contactId'),
  contactErased: contract(ContactErasedSchema, 'rapport.contacts.v1', 'contactId'),
  erasedInSurveyDispatch: contract(ContactErasedInSurveyDispatchSchema, 'rapport.erasures.v1', 'contactId'),
  erasedInResponseIntake: contract(ContactErasedInResponseIntakeSchema, 'rapport.erasures.v1', 'contactId'),
  erasedInScoring: contract(ContactErasedInScoringSchema, 'rapport.erasures.v1', 'contactId'),
  erasedInFeedbackTagging: contract(ContactErasedInFeedbackTaggingSchema, 'rapport.erasures.v1', 'contactId'),
  erasedInFollowUp: contract(ContactErasedInFollowUpSchema, 'rapport.erasures.v1', 'contactId'),
  journeyEventMapped: contract(JourneyEventMappedSchema, 'rapport.journey-events.v1', 'contactId'),
  decisionMade: contract(DecisionMadeSchema, 'rapport.decisions.v1', 'contactId'),
  invitationScheduled: contract(InvitationScheduledSchema, 'rapport.invitations.v1', 'contactId'),
  invitationSent: contract(InvitationSentSchema, 'rapport.invitations.v1', 'contactId'),
  invitationReady: contract(InvitationReadySchema, 'rapport.invitation-handoffs.v1', 'contactId'),
  invitationFailed: contract(InvitationFailedSchema, 'rapport.invitations.v1', 'contactId'),
  invitationDelivered: contract(InvitationDeliveredSchema, 'rapport.invitations.v1', 'contactId'),
  invitationOpened: contract(InvitationOpenedSchema, 'rapport.invitations.v1', 'contactId'),
  invitationReminded: contract(InvitationRemindedSchema, 'rapport.invitations.v1', 'contactId'),
  invitationAnswered: contract(InvitationAnsweredSchema, 'rapport.invitations.v1', 'contactId'),
  invitationExpired: contract(InvitationExpiredSchema, 'rapport.invitations.v1', 'contactId'),
  invitationCancelled: contract(InvitationCancelledSchema, 'rapport.invitations.v1', 'contactId'),
  invitationBounced: contract(InvitationBouncedSchema, 'rapport.invitations.v1', 'contactId'),
  invitationComplained: contract(InvitationComplainedSchema, 'rapport.invitations.v1', 'contactId'),
  invitationRerouted: contract(InvitationReroutedSchema, 'rapport.invitations.v1', 'contactId'),
  contactSuppressed: contract(ContactSuppressedSchema, 'rapport.invitations.v1', 'contactId'),
  responseRecorded: contract(ResponseRecordedSchema, 'rapport.responses.v1', 'contactId'),
  feedbackRecorded: contract(FeedbackRecordedSchema, 'rapport.feedback.v1', 'feedbackId'),
  feedbackRemoved: contract(FeedbackRemovedSchema, 'rapport.feedback.v1', 'feedbackId'),
  personImported: contract(PersonImportedSchema, 'rapport.imported-people.v1', 'contactId'),
  suppressionImported: contract(SuppressionImportedSchema, 'rapport.imported-people.v1', 'contactId'),
  responseScored: contract(ResponseScoredSchema, 'rapport.scores.v1', 'contactId'),
  insightFound: contract(InsightFoundSchema, 'rapport.insights.v1', 'contactId'),
  caseOpened: contract(CaseOpenedSchema, 'rapport.follow-ups.v1', 'accountId'),
  caseEnriched: contract(CaseEnrichedSchema, 'rapport.follow-ups.v1', 'accountId'),
  retentionStepPlanned: contract(RetentionStepPlannedSchema, 'rapport.follow-ups.v1', 'accountId'),
  advocacyRequested: contract(AdvocacyRequestedSchema, 'rapport.follow-ups.v1', 'accountId'),
} as const;
