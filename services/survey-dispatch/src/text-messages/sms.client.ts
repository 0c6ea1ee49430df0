import type { TextOutcome } from './sms-outcome.rules.js';

/** A text message to one person. */
export interface TextMessage {
  /** The same for each attempt. */
  readonly id: string;
  /** E.164, such as `+5511987654321`. */
  readonly to: string;
  readonly text: string;
}

/** Hands text messages to the outside world. */
export abstract class SmsClient {
  /** Sends a text message once; every failure is an outcome. */
  abstract send(message: TextMessage): Promise<TextOutcome>;
}
