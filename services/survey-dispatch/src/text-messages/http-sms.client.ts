import { Injectable } from '@nestjs/common';
import { SurveyDispatchConfig } from '../config.js';
import { SmsClient, type TextMessage } from './sms.client.js';
import { outcomeOfAnswer, outcomeOfSilence, type TextOutcome } from './sms-outcome.rules.js';

/** Well within the lease, as for mails. */
const SEND_MS = 30_000;

/** Sends text messages over HTTP to Twilio, or to another provider that takes messages in the form of its API. */
@Injectable()
export class HttpSmsClient extends SmsClient {
  constructor(private readonly config: SurveyDispatchConfig) {
    super();
  }

  async send({ id, to, text }: TextMessage): Promise<TextOutcome> {
    const { address, authorization, from } = this.account();
    try {
      const answer = await fetch(address, {
        method: 'POST',
        // Twilio itself knows no such key; a provider that does drops a message that comes again.
        headers: { authorization, accept: 'application/json', 'idempotency-key': id },
        body: new URLSearchParams({
          To: to,
          [from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: from,
          Body: text,
          ...this.callback(id),
        }),
        redirect: 'manual',
        signal: AbortSignal.timeout(SEND_MS),
      });
      return outcomeOfAnswer({ status: answer.status, code: await codeOf(answer) });
    } catch (error) {
      return outcomeOfSilence(errorCode(error));
    }
  }

  /** Where the provider says what became of a message; it takes no address that is not public. */
  private callback(id: string): { StatusCallback?: string } {
    const { publicUrl } = this.config;
    return publicUrl.startsWith('https:') ? { StatusCallback: `${publicUrl}/hooks/sms/twilio/${id}` } : {};
  }

  private account() {
    const { smsUrl, smsFrom } = this.config;
    if (!smsUrl || !smsFrom) throw new Error('text messages are not configured');
    const { origin, pathname, username, password } = new URL(smsUrl);
    const account = decodeURIComponent(username);
    const credentials = Buffer.from(`${account}:${decodeURIComponent(password)}`).toString('base64');
    return {
      address: `${origin}${pathname.replace(/\/+$/, '')}/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`,
      authorization: `Basic ${credentials}`,
      from: smsFrom,
    };
  }
}

/** The provider's own code: of a refusal `code`, of a message that was taken and failed at once `error_code`. */
async function codeOf(answer: Response): Promise<number | undefined> {
  try {
    const body = (await answer.json()) as { code?: unknown; error_code?: unknown } | null;
    const code = Number((answer.ok ? body?.error_code : body?.code) ?? Number.NaN);
    return Number.isInteger(code) ? code : undefined;
  } catch {
    // The status has been read, and says enough.
    return undefined;
  }
}

function errorCode(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return cause?.code ?? (name === 'TimeoutError' ? name : 'error');
}
