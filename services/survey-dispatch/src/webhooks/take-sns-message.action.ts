import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { InvalidRequest, Unavailable } from '#service-kit';
import { RecordMailReports } from './record-mail-reports.action.js';
import { readSesMessage } from './ses-report.rules.js';
import { SnsClient } from './sns.client.js';
import { isGenuine, readSnsMessage, type SnsMessage } from './sns-message.rules.js';

/** Takes a message of SNS that is genuine: confirms a subscription, or records what SES reports. */
@Injectable()
export class TakeSnsMessage {
  constructor(
    private readonly sns: SnsClient,
    private readonly reports: RecordMailReports,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidRequest for what SNS did not sign, Unavailable while its certificate cannot be had */
  async take(body: unknown): Promise<void> {
    const message = readSnsMessage(body);
    if (!message) throw refused('body', 'is no signed message of SNS');
    const certificate = await this.sns.certificate(message.certificateUrl).catch(later);
    if (!isGenuine(message, certificate, this.clock.now())) throw refused('Signature', 'is not that of SNS');
    if (message.type === 'SubscriptionConfirmation') await this.sns.confirm(message.subscribeUrl!).catch(later);
    if (message.type === 'Notification') await this.reports.record(readSesMessage(contentOf(message)));
  }
}

function contentOf({ message }: SnsMessage): unknown {
  try {
    return JSON.parse(message);
  } catch {
    throw refused('Message', 'is not JSON');
  }
}

function refused(field: string, reason: string): InvalidRequest {
  return new InvalidRequest(`${field} ${reason}`, [{ field, reason }]);
}

function later(cause: unknown): never {
  throw new Unavailable('SNS does not answer; send it again', { cause });
}
