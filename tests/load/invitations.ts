import { type Arena, truncate } from './arena.js';

/** Fills the table of invitations: so many that are due, and so many that are due within a month. */
export async function seedInvitations(
  arena: Arena,
  { due, later }: { readonly due: number; readonly later: number },
): Promise<void> {
  await truncate(arena, 'survey_dispatch', ['invitations', 'outbox']);
  await arena.query(
    `INSERT INTO survey_dispatch.contacts (contact_id, version, account_id, email, locale, email_consent)
     SELECT 'c-' || i, 1, 'a-' || i % 500, 'c' || i || '@bench.example', 'en', true FROM generate_series(0, 999) AS i
     ON CONFLICT DO NOTHING`,
  );
  const indexes = await dropIndexes(arena);
  await arena.query(
    `INSERT INTO survey_dispatch.invitations (invitation_id, contact_id, survey_id, locale, due_at, expires_at,
       correlation_id, lineage)
     SELECT lpad(to_hex(i), 32, '0')::uuid, 'c-' || i % 1000, 'nps-onboarding', 'en',
       now() + CASE WHEN i < $1::int THEN interval '-1 hour' + i * interval '1 microsecond'
                    ELSE interval '1 day' + (i % 2592000) * interval '1 second' END,
       now() + interval '60 days', 'bench-' || i, ''
     FROM generate_series(0, $1::int + $2::int - 1) AS i`,
    [due, later],
  );
  for (const { definition } of indexes) await arena.query(definition);
  await arena.query('VACUUM ANALYZE survey_dispatch.invitations');
}

/** Ten million rows are written three times as fast where their indexes are made afterwards. */
async function dropIndexes(arena: Arena): Promise<{ name: string; definition: string }[]> {
  const indexes = await arena.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE schemaname = 'survey_dispatch' AND tablename = 'invitations' AND indexname <> 'invitations_pkey'`,
  );
  for (const { name } of indexes) await arena.query(`DROP INDEX survey_dispatch.${name}`);
  return indexes;
}
