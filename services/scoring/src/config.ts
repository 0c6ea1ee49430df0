import { IsInt, Max, Min } from 'class-validator';
import { ServiceConfig, ToNumber } from '#service-kit';

/** What scoring is told by its environment. */
export class ScoringConfig extends ServiceConfig {
  /** How many answers a number needs before it is shown; below it, nobody could stay unrecognised. */
  @ToNumber()
  @IsInt()
  @Min(0)
  @Max(1_000)
  privacyFloor = 5;
}
