import { createVerify, X509Certificate } from 'node:crypto';
import { valueAt } from './mail-report.rules.js';

const ADDRESS = /^https:\/\/sns\.[a-z0-9-]{3,32}\.amazonaws\.com(\.cn)?\//;
const TYPES = ['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'] as const;
const SIGNED = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const;
const ALGORITHMS: Readonly<Record<string, string>> = { '1': 'RSA-SHA1', '2': 'RSA-SHA256' };

/** A message of SNS whose form is right; whether it is genuine is another question. */
export interface SnsMessage {
  readonly type: (typeof TYPES)[number];
  readonly message: string;
  readonly certificateUrl: string;
  readonly subscribeUrl?: string;
  /** What is signed, as the AWS documentation of SNS signatures spells it. */
  readonly signed: string;
  readonly signature: string;
  readonly algorithm: string;
}

/** Reads a message of SNS; nothing where a part is missing, or an address is not one of SNS. */
export function readSnsMessage(body: unknown): SnsMessage | undefined {
  const text = (name: string) => {
    const value = valueAt(body, name);
    return typeof value === 'string' ? value : undefined;
  };
  const type = TYPES.find((it) => it === text('Type'));
  const [message, signature, certificateUrl] = [text('Message'), text('Signature'), text('SigningCertURL')];
  const algorithm = ALGORITHMS[text('SignatureVersion') ?? ''];
  if (!type || message === undefined || !signature || !algorithm || !ADDRESS.test(certificateUrl ?? ''))
    return undefined;
  const subscribeUrl = text('SubscribeURL');
  if (type === 'SubscriptionConfirmation' && !ADDRESS.test(subscribeUrl ?? '')) return undefined;
  const signed = SIGNED[type]
    .flatMap((name) => (text(name) === undefined ? [] : [`${name}\n${text(name)}\n`]))
    .join('');
  return { type, message, certificateUrl: certificateUrl!, subscribeUrl, signed, signature, algorithm };
}

/** Whether a message is signed by the holder of a certificate (PEM) that is valid at `now`. */
export function isGenuine({ signed, signature, algorithm }: SnsMessage, certificate: string, now: Date): boolean {
  try {
    const { publicKey, validFromDate, validToDate } = new X509Certificate(certificate);
    if (now < validFromDate || now > validToDate) return false;
    return createVerify(algorithm).update(signed, 'utf8').verify(publicKey, signature, 'base64');
  } catch {
    return false;
  }
}
