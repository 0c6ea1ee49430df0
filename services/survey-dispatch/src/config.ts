import { Transform } from 'class-transformer';
import { IsInt, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
import { ServiceConfig, ToNumber } from '#service-kit';

/** What survey-dispatch is told by its environment. */
export class SurveyDispatchConfig extends ServiceConfig {
  /** The gateway's address as respondents reach it: survey links begin with it. */
  @Transform(({ value }) => (typeof value === 'string' ? value.replace(/\/+$/, '') : value))
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  publicUrl: string;

  /** Signs survey links; response-intake checks them with the same secret. */
  @MinLength(32)
  linkSecret: string;

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

  /** Pause between two looks for invitations that are due, in milliseconds. */
  @ToNumber()
  @IsInt()
  @Min(10)
  deliveryEveryMs = 250;
}
