/** What a task's title is made of. */
export interface TaskSubject {
  readonly contactId: string;
  readonly contactName: string | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly score: number;
}

/**
 * What the owner is to do, in words. It is made when the task is read, so that a name which changed or was erased is
 * nowhere else.
 */
export function taskTitle({ contactId, contactName, accountId, accountName, score }: TaskSubject): string {
  const account = accountName ?? accountId;
  return `Call ${contactName ?? contactId}${account ? ` of ${account}` : ''} about a score of ${score}`;
}
