import { Transactions } from '#messaging';
import { databaseUrlOf, openDatabase, provisionDatabase } from '#service-kit';
import { surveyDispatch } from '../../services/survey-dispatch/src/app.module.js';
import { CLAIMED_AT_ONCE } from '../../services/survey-dispatch/src/deliveries/delivery.rules.js';
import { claimDue } from '../../services/survey-dispatch/src/deliveries/due-invitations.query.js';
import type { Arena } from './arena.js';
import { seedInvitations } from './invitations.js';
import type { Side } from './measure.js';

const CLAIMS = 20_000;
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** R6: due invitations claimed per second as in service, with so many that are not due yet. */
export function claims(arena: Arena, pending: number): Side {
  let seeded = false;
  return {
    run: async () => {
      await provisionDatabase(arena.databaseUrl, [surveyDispatch.name], arena.secret);
      const url = databaseUrlOf(arena.databaseUrl, surveyDispatch.name, arena.secret);
      const dataSource = await openDatabase(surveyDispatch, url, 2, silent);
      const transactions = new Transactions(dataSource, 1);
      try {
        if (!seeded) await seedInvitations(arena, { due: CLAIMS, later: pending - CLAIMS });
        else await arena.query(`UPDATE survey_dispatch.invitations SET state = 'scheduled' WHERE state = 'sending'`);
        seeded = true;
        await arena.query('VACUUM survey_dispatch.invitations');
        await arena.query('CHECKPOINT');
        const began = performance.now();
        let claimed = 0;
        for (let got = CLAIMED_AT_ONCE; got === CLAIMED_AT_ONCE; claimed += got) {
          const now = new Date();
          const leaseUntil = new Date(now.getTime() + 120_000);
          const terms = { channel: 'email', now, leaseUntil, limit: CLAIMED_AT_ONCE };
          got = (await transactions.run((transaction) => claimDue(transaction, terms))).length;
        }
        if (claimed !== CLAIMS) throw new Error(`${claimed} of ${CLAIMS} due invitations were claimed`);
        return (claimed * 1000) / (performance.now() - began);
      } finally {
        await dataSource.destroy();
      }
    },
  };
}
