import { IsNumber, Min } from 'class-validator';
import { ServiceConfig, ToNumber } from '#service-kit';

/** What follow-up is told by its environment. */
export class FollowUpConfig extends ServiceConfig {
  /** Annual recurring revenue, in the operator's currency, from which an account is one of the large ones. */
  @ToNumber()
  @IsNumber()
  @Min(0)
  highArr = 100_000;
}
