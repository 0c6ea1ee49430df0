import type { Transaction } from '#messaging';
import type { Condition } from '../programs/audience.rules.js';
import type { AskBefore, ToldContact, ToldInvitation, WaitingEvent } from './why.rules.js';

const WAITING = 20;

/** Where a contact stands: the budget, the asks that wait, and whether the contact is known. */
export interface Standing extends Omit<ToldContact, 'waiting'> {
  readonly lastRelationshipAt: Date | null;
  readonly lastTouchpointAt: Date | null;
  readonly reminders: number;
  readonly deferred: number;
}

/** Where a contact stands. */
export async function readStanding(transaction: Transaction, contactId: string): Promise<Standing> {
  const [standing] = await transaction.query<Standing>(
    `SELECT b.last_asked_at AS "lastAskedAt", b.last_relationship_at AS "lastRelationshipAt",
       b.last_touchpoint_at AS "lastTouchpointAt", coalesce(b.reminders, 0) AS reminders, b.blocked,
       EXISTS (SELECT 1 FROM contacts c WHERE c.contact_id = $1) AS "isKnown",
       (SELECT count(*)::int FROM deferred_asks d WHERE d.contact_id = $1) AS deferred
     FROM (SELECT 1) one LEFT JOIN contact_budget b ON b.contact_id = $1`,
    [contactId],
  );
  return standing!;
}

/** The events that wait for a contact to become known, the first that is given up first. */
export function readWaitingEvents(transaction: Transaction, contactId: string): Promise<WaitingEvent[]> {
  return transaction.query<WaitingEvent>(
    `SELECT event_id AS "journeyEventId", data ->> 'touchpoint' AS touchpoint, waiting_since AS since, look_at AS until
     FROM waiting_journey_events WHERE contact_id = $1 ORDER BY look_at, seq LIMIT ${WAITING}`,
    [contactId],
  );
}

/** What a decision led to, and what it was decided by. */
export interface Circumstance {
  readonly decisionId: string;
  readonly invitation: ToldInvitation | null;
  readonly askBefore: AskBefore | null;
  readonly audience: readonly Condition[] | null;
  readonly attributes: Readonly<Record<string, unknown>> | null;
}

/** What these decisions on a contact led to, and what they were decided by. */
export async function readCircumstances(
  transaction: Transaction,
  decisionIds: readonly string[],
): Promise<Map<string, Circumstance>> {
  const rows = await transaction.query<CircumstanceRow>(
    `SELECT d.decision_id AS "decisionId", d.attributes, i.state, i.channel, coalesce(i.held_due_at, i.due_at) AS "dueAt",
       i.held_due_at IS NOT NULL AS "isHeld", i.ended_at AS "endedAt", i.failure,
       b.program_id AS "beforeProgramId", coalesce(b.settled_at, b.decided_at) AS "beforeAt",
       CASE WHEN d.reason = 'audience_mismatch' THEN p.audience END AS audience
     FROM decisions d LEFT JOIN programs p USING (program_id)
       LEFT JOIN invitations i ON d.outcome = 'asked' AND i.invitation_id = d.decision_id
       LEFT JOIN LATERAL (SELECT program_id, settled_at, decided_at FROM decisions b
         WHERE b.contact_id = d.contact_id AND b.outcome = 'asked' AND b.decision_id <> d.decision_id
           AND coalesce(b.settled_at, b.decided_at) <= coalesce(d.settled_at, d.decided_at)
         ORDER BY coalesce(b.settled_at, b.decided_at) DESC LIMIT 1) b
         ON d.reason = 'contact_quarantine' OR d.reason LIKE '%\\_window'
     WHERE d.decision_id = ANY ($1::uuid[])`,
    [decisionIds],
  );
  return new Map(rows.map((row) => [row.decisionId, circumstanceOf(row)]));
}

interface CircumstanceRow extends ToldInvitation {
  readonly decisionId: string;
  readonly attributes: Readonly<Record<string, unknown>> | null;
  readonly audience: readonly Condition[] | null;
  readonly beforeProgramId: string | null;
  readonly beforeAt: Date | null;
}

function circumstanceOf({
  decisionId,
  attributes,
  audience,
  beforeProgramId,
  beforeAt,
  ...invitation
}: CircumstanceRow) {
  return {
    ...{ decisionId, attributes, audience },
    invitation: invitation.state ? invitation : null,
    askBefore: beforeProgramId && beforeAt ? { programId: beforeProgramId, at: beforeAt } : null,
  };
}
