import type { Transaction } from '#messaging';

/** How many answers came from a place in a window, and in the one before. */
export interface PlaceCounts {
  readonly present: number;
  readonly before: number;
}

/** Notes that an answer is given to a link; what was noted of it where it was noted before. */
export async function noteAnswer(
  transaction: Transaction,
  { responseId, linkId }: { responseId: string; linkId: string },
): Promise<{ setAside: string | null } | undefined> {
  const noted = await transaction.query(
    `INSERT INTO open_link_answers (response_id, link_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`,
    [responseId, linkId],
  );
  if (noted.length > 0) return undefined;
  const sql = 'SELECT set_aside AS "setAside" FROM open_link_answers WHERE response_id = $1';
  return (await transaction.query<{ setAside: string | null }>(sql, [responseId]))[0];
}

/** Notes why an answer is set aside. */
export async function noteSetAside(transaction: Transaction, responseId: string, reason: string): Promise<void> {
  await transaction.query('UPDATE open_link_answers SET set_aside = $2 WHERE response_id = $1', [responseId, reason]);
}

/** Counts an answer of a link, unless it has as many as it takes: whether it was counted. */
export async function countAnswer(transaction: Transaction, linkId: string): Promise<boolean> {
  const counted = await transaction.query(
    `UPDATE open_links SET answers = answers + 1
     WHERE link_id = $1 AND (answer_cap IS NULL OR answers < answer_cap) RETURNING 1`,
    [linkId],
  );
  return counted.length > 0;
}

/** Counts an answer from a place, and tells how many that makes. */
export async function countPlace(
  transaction: Transaction,
  { linkId, place, beginsAt, windowMs }: { linkId: string; place: string; beginsAt: Date; windowMs: number },
): Promise<PlaceCounts> {
  const [present, before] = await Promise.all([
    transaction.query<{ answers: number }>(
      `INSERT INTO open_link_places AS known (link_id, place, begins_at, answers) VALUES ($1, $2, $3, 1)
       ON CONFLICT (link_id, place, begins_at) DO UPDATE SET answers = known.answers + 1 RETURNING answers`,
      [linkId, place, beginsAt.toISOString()],
    ),
    transaction.query<{ answers: number }>(
      'SELECT answers FROM open_link_places WHERE link_id = $1 AND place = $2 AND begins_at = $3',
      [linkId, place, new Date(beginsAt.getTime() - windowMs).toISOString()],
    ),
  ]);
  return { present: present[0]!.answers, before: before[0]?.answers ?? 0 };
}

/** Notes that a device was answered, and tells when it was before; nothing where it was not. */
export async function noteDeviceAnswer(transaction: Transaction, deviceId: string, at: Date): Promise<Date | null> {
  const rows = await transaction.query<{ before: Date | null }>(
    `UPDATE open_link_devices d SET last_answer_at = $2
     FROM (SELECT device_id, last_answer_at AS before FROM open_link_devices WHERE device_id = $1 FOR UPDATE) known
     WHERE d.device_id = known.device_id RETURNING before`,
    [deviceId, at.toISOString()],
  );
  return rows[0]?.before ?? null;
}

/** Notes that nothing more is asked of who gave an answer. */
export async function finishAnswer(transaction: Transaction, responseId: string, at: Date): Promise<void> {
  await transaction.query(
    'UPDATE open_link_answers SET finished_at = $2 WHERE response_id = $1 AND finished_at IS NULL',
    [responseId, at.toISOString()],
  );
}

/** Whether nothing more is asked of who gave an answer. */
export async function isFinished(
  reader: { query(sql: string, parameters: unknown[]): Promise<unknown> },
  responseId: string,
): Promise<boolean> {
  const sql = 'SELECT 1 FROM open_link_answers WHERE response_id = $1 AND finished_at IS NOT NULL';
  return ((await reader.query(sql, [responseId])) as unknown[]).length > 0;
}
