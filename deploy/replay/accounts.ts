import type { FileAnswer } from './answers-file.js';
import { ask, type Installation } from './api.js';

/** How many people of an account the contact budget lets a touchpoint ask. */
export async function peoplePerAccount(installation: Installation): Promise<number> {
  const { account } = await ask<{ account: { people: number; reserved: number } | null }>(
    installation,
    '/v1/contact-budget',
  );
  return account ? Math.max(1, account.people - account.reserved) : Number.POSITIVE_INFINITY;
}

/** The account of each row, by row: the file's, and a further one each time that it is full. */
export function accountsOf(run: string, answers: readonly FileAnswer[], people: number): Map<number, string> {
  const counts = new Map<string, number>();
  return new Map(
    answers.map(({ row, account = 'account' }) => {
      const before = counts.get(account) ?? 0;
      counts.set(account, before + 1);
      const further = Math.floor(before / people);
      return [row, `${run}-${account}${further === 0 ? '' : `-${further + 1}`}`];
    }),
  );
}
