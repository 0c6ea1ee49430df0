import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import type { ConsumeTransaction, EventConsumer, IncomingEvent } from '#messaging';

type Scheduled = DataOf<typeof contracts.invitationScheduled>;
type Sent = DataOf<typeof contracts.invitationSent>;

/**
 * Keeps what an answer needs of each invitation. An answer continues the chain of the sending once there is one, in
 * whichever order the two events arrive.
 */
@Injectable()
export class KeepInvitationWhenScheduledOrSent implements EventConsumer<Scheduled | Sent> {
  readonly name = 'keep-invitation-when-scheduled-or-sent';
  readonly contracts = [contracts.invitationScheduled, contracts.invitationSent];

  async handle(
    events: readonly IncomingEvent<Scheduled | Sent>[],
    transaction: ConsumeTransaction<Scheduled | Sent>,
  ): Promise<void> {
    await keepScheduled(transaction, lastOf(events, contracts.invitationScheduled.type));
    await keepSent(transaction, lastOf(events, contracts.invitationSent.type));
  }
}

/** The last event of a type per invitation, in the order of the ids: instances never wait for each other in a circle. */
function lastOf<T extends { invitationId: string }>(
  events: readonly IncomingEvent<Scheduled | Sent>[],
  type: string,
): IncomingEvent<T>[] {
  const last = new Map<string, IncomingEvent<T>>();
  for (const event of events) {
    if (event.contract.type === type) last.set(event.data.invitationId, event as unknown as IncomingEvent<T>);
  }
  return [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
}

/** The chain's columns, in the order correlation id, cause, lineage. */
function chainOf(events: readonly IncomingEvent[]): string[][] {
  return [
    events.map(({ correlationId }) => correlationId),
    events.map(({ id }) => id),
    events.map(({ lineage }) => lineage),
  ];
}

/** The key of the survey's version; earlier dispatchers named none, and asked plain NPS. */
function versionIdOf({ surveyId, surveyVersion }: Scheduled): string | null {
  return surveyVersion === undefined ? null : `${surveyId}@${surveyVersion}`;
}

async function keepScheduled(
  transaction: ConsumeTransaction<Scheduled | Sent>,
  events: readonly IncomingEvent<Scheduled>[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ data }) => data);
  await transaction.query(
    `INSERT INTO invitations AS kept (invitation_id, contact_id, account_id, program_id, touchpoint, question, locale,
       expires_at, survey_version_id, correlation_id, cause_event_id, lineage, sent)
     SELECT *, false FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[])
     ON CONFLICT (invitation_id) DO UPDATE SET contact_id = excluded.contact_id, account_id = excluded.account_id,
       program_id = excluded.program_id, touchpoint = excluded.touchpoint, question = excluded.question,
       locale = excluded.locale, expires_at = excluded.expires_at, survey_version_id = excluded.survey_version_id`,
    [
      rows.map((row) => row.invitationId),
      rows.map((row) => row.contactId),
      rows.map((row) => row.accountId ?? null),
      rows.map((row) => row.programId),
      rows.map((row) => row.touchpoint),
      rows.map((row) => row.question),
      rows.map((row) => row.locale),
      rows.map((row) => row.expiresAt),
      rows.map(versionIdOf),
      ...chainOf(events),
    ],
  );
}

async function keepSent(
  transaction: ConsumeTransaction<Scheduled | Sent>,
  events: readonly IncomingEvent<Sent>[],
): Promise<void> {
  if (events.length === 0) return;
  await transaction.query(
    `INSERT INTO invitations (invitation_id, contact_id, correlation_id, cause_event_id, lineage, sent)
     SELECT *, true FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
     ON CONFLICT (invitation_id) DO UPDATE SET correlation_id = excluded.correlation_id,
       cause_event_id = excluded.cause_event_id, lineage = excluded.lineage, sent = true`,
    [events.map(({ data }) => data.invitationId), events.map(({ data }) => data.contactId), ...chainOf(events)],
  );
}
