import type { DataSource } from 'typeorm';
import type { ToldContact } from './why.rules.js';

/** Where a contact stands: the budget, the asks that wait, and whether the contact is known. */
export interface Standing extends ToldContact {
  readonly lastRelationshipAt: Date | null;
  readonly lastTouchpointAt: Date | null;
  readonly reminders: number;
  readonly deferred: number;
}

/** Where a contact stands. */
export async function readStanding(dataSource: DataSource, contactId: string): Promise<Standing> {
  const [standing]: [Standing] = await dataSource.query(
    `SELECT b.last_asked_at AS "lastAskedAt", b.last_relationship_at AS "lastRelationshipAt",
       b.last_touchpoint_at AS "lastTouchpointAt", coalesce(b.reminders, 0) AS reminders, b.blocked,
       EXISTS (SELECT 1 FROM contacts c WHERE c.contact_id = $1) AS "isKnown",
       (SELECT count(*)::int FROM deferred_asks d WHERE d.contact_id = $1) AS deferred
     FROM (SELECT 1) one LEFT JOIN contact_budget b ON b.contact_id = $1`,
    [contactId],
  );
  return standing;
}
