import { contracts, type DataOf } from '#contracts';
import { newId } from '#messaging';
import { type RunningService, signSurveyLink } from '#service-kit';
import { eventually, FakeClock, Harness } from '#testing';
import { responseIntake } from './app.module.js';

/** Signs the links of the specs. */
export const LINK_SECRET = 'a-link-secret-for-the-specs';
/** Signed the links of the specs before a rotation. */
export const OLDER_LINK_SECRET = 'the-secret-before-the-rotation';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A running response-intake with invitations, for its int specs. */
export class Intake {
  private constructor(
    readonly harness: Harness,
    readonly service: RunningService,
    readonly clock: FakeClock,
  ) {}

  static async start(): Promise<Intake> {
    const harness = await Harness.start();
    const clock = new FakeClock();
    return new Intake(harness, await Intake.instance(harness, clock), clock);
  }

  /** One instance of the service. */
  static instance(harness: Harness, clock: FakeClock): Promise<RunningService> {
    const env = { LINK_SECRET, LINK_SECRET_PREVIOUS: OLDER_LINK_SECRET };
    return harness.run(responseIntake, { env, overrides: { clock } });
  }

  /** Publishes the scheduling of an invitation, waits until it has arrived, and returns its id. */
  async invite(data: Partial<DataOf<typeof contracts.invitationScheduled>> = {}): Promise<string> {
    const invitationId = newId();
    const dueAt = this.clock.now();
    await this.harness.publish(contracts.invitationScheduled, {
      invitationId,
      contactId: `contact-${invitationId}`,
      accountId: 'acme',
      programId: 'after-support',
      touchpoint: 'support.case_closed',
      surveyId: 'nps',
      question: 'How likely are you to recommend Rapport?',
      locale: 'en',
      dueAt: dueAt.toISOString(),
      expiresAt: new Date(dueAt.getTime() + 30 * DAY_MS).toISOString(),
      journeyEventId: 'journey-1',
      ...data,
    });
    await eventually(async () => {
      const sql = 'SELECT 1 FROM response_intake.invitations WHERE invitation_id = $1';
      expect(await this.harness.database.query(sql, [invitationId])).toHaveLength(1);
    });
    return invitationId;
  }

  /** The token of a link for an invitation. */
  token(invitationId: string, secret = LINK_SECRET, days = 30): string {
    return signSurveyLink(
      { invitationId, expiresAt: Math.floor((this.clock.now().getTime() + days * DAY_MS) / 1000) },
      secret,
    );
  }

  /** Sends an answer as an integrator does. */
  post(body: unknown, headers: Record<string, string> = {}) {
    return this.harness.call(this.service, 'POST', '/v1/responses', body, headers);
  }

  /** Everything that is stored of answers. */
  async stored(): Promise<{ responses: Record<string, unknown>[]; former: Record<string, unknown>[] }> {
    const { database } = this.harness;
    return {
      responses: await database.query('SELECT * FROM response_intake.responses ORDER BY response_id'),
      former: await database.query('SELECT * FROM response_intake.former_revisions ORDER BY response_id, revision'),
    };
  }
}
