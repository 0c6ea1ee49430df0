import type { Transaction } from '#messaging';
import { firstIdAt } from '../decisions/decision-id.rules.js';
import type { RecordedEvent } from './dry-run.rules.js';

const FETCH = 5_000;

interface Row {
  readonly id: string;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly touchpoint: string;
  readonly attributes: Record<string, unknown> | null;
  readonly at: number;
  readonly wasAsked: boolean;
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly spread: number | null;
  readonly hasEmail: boolean;
  readonly emailConsent: boolean;
  readonly contactAttributes: Record<string, unknown> | null;
  readonly accountAttributes: Record<string, unknown> | null;
}

const KNOWN_ATTRIBUTES = `coalesce(c.attributes, '{}') || jsonb_strip_nulls(jsonb_build_object('role', c.role,
    'locale', c.locale, 'timeZone', c.time_zone, 'accountId', c.account_id)) AS "contactAttributes",
  coalesce(a.attributes, '{}') || jsonb_strip_nulls(jsonb_build_object('name', a.name, 'lifecycle', a.lifecycle,
    'arr', a.arr, 'segment', a.segment, 'region', a.region, 'renewalDate', a.renewal_date::text,
    'ownerCsm', a.owner_csm)) AS "accountAttributes"`;
const NO_ATTRIBUTES = `NULL::jsonb AS "contactAttributes", NULL::jsonb AS "accountAttributes"`;

/**
 * The recorded events since a moment, and the asks of a while before, contact by contact, each contact's in their order. A
 * cursor reads them piece by piece.
 * @param before since when asks count that were made before, in epoch milliseconds
 */
export async function* readRecorded(
  transaction: Transaction,
  { before, since, withAudience }: { before: number; since: number; withAudience: boolean },
): AsyncGenerator<RecordedEvent> {
  await transaction.query(
    `DECLARE recorded NO SCROLL CURSOR FOR
     SELECT d.journey_event_id AS id, d.contact_id AS "contactId", d.account_id AS "accountId", d.touchpoint, d.attributes,
       (extract(epoch FROM d.decided_at) * 1000)::float8 AS at, d.decision_id < '${firstIdAt(since)}' AS "wasAsked",
       c.locale, c.time_zone AS "timeZone", c.spread, c.email IS NOT NULL AS "hasEmail",
       coalesce(c.email_consent, false) AS "emailConsent", ${withAudience ? KNOWN_ATTRIBUTES : NO_ATTRIBUTES}
     FROM decisions d LEFT JOIN contacts c USING (contact_id)
       ${withAudience ? 'LEFT JOIN accounts a ON a.account_id = c.account_id' : ''}
     WHERE d.decision_id >= '${firstIdAt(before)}' AND (d.decision_id >= '${firstIdAt(since)}' OR d.outcome = 'asked')
     ORDER BY d.contact_id, d.decision_id`,
  );
  // An event has a decision for each program that it fired.
  let last: Row | undefined;
  for (;;) {
    const rows = await transaction.query<Row>(`FETCH ${FETCH} FROM recorded`);
    for (const row of rows) {
      if (row.id !== last?.id || row.contactId !== last.contactId) yield recordedOf(row);
      last = row;
    }
    if (rows.length < FETCH) return;
  }
}

function recordedOf({ id, at, wasAsked, touchpoint, accountId, attributes, spread, ...row }: Row): RecordedEvent {
  const { contactId, contactAttributes, accountAttributes, ...known } = row;
  const data = { contactId, touchpoint, ...(accountId && { accountId }), ...(attributes && { attributes }) };
  const event = { id, source: '', correlationId: id, lineage: '', data };
  if (spread === null) return { event, at, wasAsked, contact: undefined };
  const contact = { ...known, contactId, accountId, spread };
  return { event, at, wasAsked, contact: { ...contact, attributes: contactAttributes ?? {}, accountAttributes } };
}
