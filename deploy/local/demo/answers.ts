import { setTimeout as sleep } from 'node:timers/promises';
import { ask, forEachOf, type Installation } from '../../replay/api.js';

interface Given {
  readonly score: number;
  readonly comment?: string;
  /** To the rated questions of the full support survey: how fast, how well. */
  readonly ratings?: readonly [responsiveness: number, effectiveness: number];
  /** For a detractor: what disappointed. */
  readonly disappointment?: string;
}

/** What the people of the demo answer; who is not named here has not answered yet. */
const ANSWERS: Readonly<Record<string, Given>> = {
  oskar: { score: 9, comment: 'Sehr zuverlässig, und der Kundendienst ist freundlich.', ratings: [5, 4] },
  claire: {
    score: 3,
    comment: 'Trois semaines pour une réponse sur la facture. Personne ne s’en occupe.',
    ratings: [1, 2],
    disappointment: 'waiting',
  },
  joana: { score: 10, comment: 'O suporte é excelente e muito rápido!', ratings: [5, 5] },
  rui: { score: 2, comment: 'O aplicativo trava sempre que enviamos uma foto.' },
  li: { score: 9, comment: 'Easy to use, and the reports save us a day each month.' },
  sam: { score: 6, comment: 'Too expensive for what we use.' },
  erik: { score: 0, comment: 'Data was lost during the migration and support stopped answering.' },
  astrid: { score: 9, comment: 'Integrations with our CRM just work.' },
  lucia: { score: 7 },
  diego: { score: 8, comment: 'Buen producto, pero la exportación a Excel es lenta.', ratings: [4, 3] },
};

const ATTEMPTS = 900;
const PAUSE_MS = 100;

interface Invitation {
  readonly invitationId: string;
  readonly surveyId: string;
  readonly state: string;
  readonly touchpoint: string;
}

/** Answers the invitations of the demo once they were sent, over REST; returns how many. */
export async function giveAnswers(installation: Installation): Promise<number> {
  const answers = Object.entries(ANSWERS);
  await forEachOf(answers, 8, async ([contactId, given]) => {
    const { invitationId, surveyId } = await patiently(() => sentTo(installation, contactId));
    const follow = surveyId === 'support' ? { answers: followUps(given) } : {};
    const body = { invitationId, score: given.score, ...(given.comment && { comment: given.comment }), ...follow };
    // Intake may hear of the invitation a moment later.
    await patiently(() => ask(installation, '/v1/responses', body, `demo-${contactId}`));
  });
  return answers.length;
}

async function sentTo(installation: Installation, contactId: string): Promise<Invitation> {
  const { items } = await ask<{ items: Invitation[] }>(installation, `/v1/invitations?contactId=${contactId}`);
  const sent = items.find(({ touchpoint }) => touchpoint === 'support.case_closed');
  if (!sent || sent.state === 'scheduled') throw new Error(`${contactId} was not asked yet`);
  return sent;
}

function followUps({ ratings, disappointment }: Given): object[] {
  const rated = (ratings ?? []).map((rating, place) => ({
    questionId: ['responsiveness', 'effectiveness'][place],
    rating,
  }));
  return [...rated, ...(disappointment ? [{ questionId: 'disappointment', choices: [disappointment] }] : [])];
}

/** Tries until it works, for a minute and a half at the most: at 23:59 nothing is sent. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
