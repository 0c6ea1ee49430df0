import type { DataSource } from 'typeorm';

/** Which program asks whom of which account. */
export interface Origin {
  readonly programId: string;
  readonly accountId?: string;
}

/** The origin of an invitation: its decision has its id. */
export async function readOrigin(dataSource: DataSource, invitationId: string): Promise<Origin> {
  const [row] = await dataSource.query<{ programId: string; accountId: string | null }[]>(
    'SELECT program_id AS "programId", account_id AS "accountId" FROM decisions WHERE decision_id = $1',
    [invitationId],
  );
  return { programId: row!.programId, accountId: row!.accountId ?? undefined };
}
