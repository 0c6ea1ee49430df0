import { Transform } from 'class-transformer';
import { IsArray, IsInt, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
import { ServiceConfig, ToList, ToNumber } from '#service-kit';

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

  /** Pause between two looks for invitations that are due, in milliseconds. */
  @ToNumber()
  @IsInt()
  @Min(10)
  deliveryEveryMs = 250;
}
