import { IsArray, IsInt, IsString, Min, MinLength } from 'class-validator';
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

  /** The same in milliseconds. */
  get editWindowMs(): number {
    return this.editWindowDays * 24 * 60 * 60 * 1000;
  }
}
