import { IsArray, IsInt, IsNumber, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';
import { ServiceConfig, ToList, ToNumber } from '#service-kit';

/** What response-intake is told beyond what every service is. */
export class ResponseIntakeConfig extends ServiceConfig {
  /** Signs survey links; the same as in survey-dispatch. */
  @IsString()
  @MinLength(16)
  linkSecret: string;

  /** Secrets of links that were signed before a rotation, newest first, comma-separated. */
  @ToList()
  @IsArray()
  @MinLength(16, { each: true })
  linkSecretPrevious: string[] = [];

  /** How long after its first revision a response can be changed, in days. */
  @ToNumber()
  @IsInt()
  @Min(0)
  editWindowDays = 7;

  /** A page that is answered in less time is set aside until a person has looked at it, in seconds; 0 sets none aside. */
  @ToNumber()
  @IsNumber()
  @Min(0)
  fastestAnswerSeconds = 1;

  /** How long after the last sign of its respondent a response is confirmed, in seconds. */
  @ToNumber()
  @IsNumber()
  @Min(0)
  settleAfterSeconds = 60;

  /** Answers behind an open link that count from one place within a window; those beyond are set aside. */
  @ToNumber()
  @IsInt()
  @Min(1)
  answersPerPlace = 5;

  /** Answers behind an open link that are taken from one place within a window at all; never less than four times as many as count. */
  @ToNumber()
  @IsInt()
  @Min(1)
  mostAnswersPerPlace = 60;

  /** The length of such a window, in minutes. */
  @ToNumber()
  @IsInt()
  @Min(1)
  @Max(360)
  placeWindowMinutes = 10;

  /** An answer on a kiosk's device that comes sooner after another is set aside, in seconds. */
  @ToNumber()
  @IsNumber()
  @Min(0)
  kioskPauseSeconds = 5;

  /** After how long a kiosk starts afresh after its thanks, in seconds. */
  @ToNumber()
  @IsInt()
  @Min(1)
  @Max(300)
  kioskReturnSeconds = 10;

  /** Rows that one file of another survey tool may have. */
  @ToNumber()
  @IsInt()
  @Min(1)
  maxImportRows = 1_000_000;

  /** Seals the secrets of webhooks where they are kept; `INTERNAL_SECRET` does when absent. */
  @IsOptional()
  @IsString()
  @MinLength(32)
  secretsKey?: string;

  /** Keys that sealed secrets before a rotation, newest first, comma-separated. */
  @ToList()
  @IsArray()
  @MinLength(32, { each: true })
  secretsKeyPrevious: string[] = [];

  /** What secrets may be sealed with, the first one now. */
  get secretsKeys(): string[] {
    return [
      ...(this.secretsKey === undefined ? [] : [this.secretsKey]),
      ...this.secretsKeyPrevious,
      this.internalSecret,
    ];
  }

  /** The edit window in milliseconds. */
  get editWindowMs(): number {
    return this.editWindowDays * 24 * 60 * 60 * 1000;
  }
}
