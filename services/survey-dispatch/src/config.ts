import { Transform } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsUrl, Matches, Max, Min, MinLength, ValidateIf } from 'class-validator';
import { ServiceConfig, ToList, ToNumber } from '#service-kit';
import type { Channel } from './programs/channel.rules.js';

/** What survey-dispatch is told by its environment. */
export class SurveyDispatchConfig extends ServiceConfig {
  /** The gateway's address as respondents reach it: survey links begin with it. */
  @Transform(({ value }) => (typeof value === 'string' ? value.replace(/\/+$/, '') : value))
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  publicUrl: string;

  /** Signs survey links; response-intake checks them with the same secret. */
  @MinLength(32)
  linkSecret: string;

  /** Secrets that signed links before; opting out works with them for as long as they are listed. */
  @ToList()
  @IsArray()
  @MinLength(32, { each: true })
  linkSecretPrevious: string[] = [];

  /** Where mail goes, such as `smtp://user:password@mail.example:587`. */
  @Matches(/^smtps?:\/\//, { message: '$property must be an smtp:// or smtps:// address' })
  smtpUrl: string;

  /** Sender of the mails, such as `Rapport <surveys@company.example>`. */
  @Matches(/^([^<>@]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, {
    message: '$property must be an address, or a name with an address in angle brackets',
  })
  mailFrom: string;

  /**
   * Where text messages go, with the account and its token, such as `https://AC0123:token@api.twilio.com`; without it there
   * are no text messages.
   */
  @IsOptional()
  @Matches(/^https?:\/\/[^:@/\s]+:[^:@/\s]+@[^@\s]+$/, {
    message:
      '$property must be an address with the account and its token, such as https://account:token@api.twilio.com',
  })
  smsUrl?: string;

  /** Sender of the text messages: a number such as `+15551234567`, a messaging service, or a name of up to 11 characters. */
  @ValidateIf((config: SurveyDispatchConfig) => config.smsUrl !== undefined || config.smsFrom !== undefined)
  @Matches(/^(\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/, {
    message: '$property must be a number such as +15551234567, a messaging service, or a name of up to 11 characters',
  })
  smsFrom?: string;

  /** How long an invitation waits for its contact in the app before the next channel has its turn, in days. */
  @ToNumber()
  @IsInt()
  @Min(1)
  @Max(365)
  inAppWaitDays = 7;

  /** How long a journey event waits for a contact that is not known yet, in hours. */
  @ToNumber()
  @IsInt()
  @Min(1)
  @Max(24 * 14)
  unknownContactWaitHours = 24;

  /** Secrets of the mail provider's webhooks, each of 32 characters or more; without one there are no webhooks. */
  @ToList()
  @IsArray()
  @MinLength(32, { each: true })
  webhookSecrets: string[] = [];

  /** The public key that SendGrid shows for its signed event webhook; signed reports need no secret. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9+/]{60,}={0,2}$/, { message: '$property must be the key as SendGrid shows it, in base64' })
  sendgridPublicKey?: string;

  /** Pause between two looks for invitations that are due, in milliseconds. */
  @ToNumber()
  @IsInt()
  @Min(10)
  deliveryEveryMs = 250;

  /** Mails per minute at the most, over all instances; 0 sends as many as the server takes. */
  @ToNumber()
  @IsInt()
  @Min(0)
  mailsPerMinute = 0;

  /** Text messages per minute at the most, over all instances; 0 sends as many as the provider takes. */
  @ToNumber()
  @IsInt()
  @Min(0)
  textsPerMinute = 0;

  /** Mails per minute to one domain at the most, over all instances; 0 does not look at domains. */
  @ToNumber()
  @IsInt()
  @Min(0)
  mailsPerMinuteAndDomain = 0;

  /** Other limits of single domains, such as `gmail.com=600,acme.example=60`; 0 is no limit. */
  @ToList()
  @IsArray()
  @Matches(/^[^\s=@]+=\d{1,9}$/, { each: true, message: '$property must be domain=mails-per-minute, comma-separated' })
  mailDomainLimits: string[] = [];

  /** After so many failures in a row, a provider's channel is paused, and probed until it works again. */
  @ToNumber()
  @IsInt()
  @Min(1)
  @Max(10_000)
  breakerFailures = 10;

  /** How long the report of a dry run is kept, in days. */
  @ToNumber()
  @IsInt()
  @Min(1)
  @Max(3650)
  dryRunRetentionDays = 30;

  /** How long decisions, and the invitations that they made, are kept, in days: longer than an event is taken at all. */
  @ToNumber()
  @IsInt()
  @Min(31)
  @Max(3650)
  decisionRetentionDays = 400;

  /** The channels that this installation is not set up for. */
  closedChannels(): readonly Channel[] {
    return this.smsUrl === undefined ? ['sms'] : [];
  }
}
