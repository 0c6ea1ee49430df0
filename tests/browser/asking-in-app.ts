import { contracts } from '#contracts';
import type { RunningService } from '#service-kit';
import { eventually, Harness } from '#testing';
import { gateway } from '../../services/gateway/src/app.module.js';
import { responseIntake } from '../../services/response-intake/src/app.module.js';
import { surveyDispatch } from '../../services/survey-dispatch/src/app.module.js';
import {
  contactSnapshot,
  dispatchEnvironment,
  journeyEvent,
  knownContacts,
  LINK_SECRET,
} from '../../services/survey-dispatch/src/fixtures/dispatch.js';

const choices = ['slow', 'loud'].map((id) => ({
  id,
  text: { en: `It was ${id}`, ar: id === 'slow' ? 'بطيء' : 'صاخب' },
}));
const SURVEY = {
  name: 'App',
  metric: 'nps',
  fallbackLanguage: 'en',
  question: { en: 'How likely are you to recommend the app?', ar: 'ما مدى احتمال أن توصي بالتطبيق؟' },
  branding: { name: 'Acme', color: '#0f766e' },
  followUps: [
    {
      id: 'why',
      kind: 'single_choice',
      question: { en: 'What was it?', ar: 'ما السبب؟' },
      choices,
      showIf: { bands: ['detractor'] },
    },
    { id: 'ease', kind: 'rating', max: 5, question: { en: 'How easy is it?', ar: 'ما مدى سهولته؟' } },
  ],
};

const PROGRAM = { programId: 'in-app', name: 'In app', kind: 'transactional', touchpoint: 'app.used', surveyId: 'app' };
const ABSENT = ['DIRECTORY_URL', 'SCORING_URL', 'FEEDBACK_TAGGING_URL', 'FOLLOW_UP_URL'];

/** Those who ask in a product, and who answers them: dispatcher, intake, and the one address before them. */
export class AskingInApp {
  private constructor(
    private readonly harness: Harness,
    readonly dispatch: RunningService,
    readonly intake: RunningService,
    /** The gateway's address. */
    readonly url: string,
  ) {}

  /** Starts them, with a survey and a program that asks it in the app. */
  static async start(): Promise<AskingInApp> {
    const harness = await Harness.start();
    const [dispatch, intake] = await Promise.all([
      harness.run(surveyDispatch, { env: dispatchEnvironment(9) }),
      harness.run(responseIntake, { env: { LINK_SECRET } }),
    ]);
    const urls = { SURVEY_DISPATCH_URL: dispatch.url, RESPONSE_INTAKE_URL: intake.url };
    const absent = Object.fromEntries(ABSENT.map((name) => [name, 'http://127.0.0.1:9']));
    const { url } = await harness.run(gateway, { env: { ...absent, ...urls } });
    const asking = new AskingInApp(harness, dispatch, intake, url);
    await asking.call(dispatch, 'POST', '/v1/surveys', { surveyId: 'app', document: SURVEY });
    await asking.call(dispatch, 'POST', '/v1/surveys/app/publish');
    await asking.call(dispatch, 'POST', '/v1/programs', { ...PROGRAM, channels: ['in_app'] });
    await asking.call(dispatch, 'POST', '/v1/programs/in-app/activate');
    return asking;
  }

  /** Calls a service as a tool with all scopes does. @throws where it refuses */
  async call(service: RunningService, method: string, path: string, body?: object) {
    const answer = await this.harness.call(service, method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path} answered ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Has a contact be asked in the app; returns her widget's token. */
  async ask(contactId: string): Promise<string> {
    await knownContacts(this.harness, contactSnapshot(contactId, { inAppConsent: true, locale: 'en' }));
    await this.harness.publish(contracts.journeyEventRecorded, journeyEvent(contactId, new Date(), 'app.used'));
    const { token } = await this.call(this.dispatch, 'POST', '/v1/widget-tokens', { contactId, ttlSeconds: 600 });
    await eventually(async () => {
      const answer = await fetch(`${this.url}/widget/pending`, { headers: { 'widget-token': token } });
      const pending = (await answer.json()) as { invitation: { surveyToken: string } | null };
      expect(pending.invitation).not.toBeNull();
      const survey = await fetch(`${this.url}/widget/surveys/${pending.invitation!.surveyToken}`);
      expect(survey.status).toBe(200);
    });
    return token;
  }

  stop(): Promise<void> {
    return this.harness.stop();
  }
}
