import { IsIn, IsInt, Min } from 'class-validator';
import { ServiceConfig, ToNumber } from '#service-kit';

/** What the directory is told beyond what every service is. */
export class DirectoryConfig extends ServiceConfig {
  /** What becomes of attributes in events that nobody declared: `kept`, or `refused` as dead letters. */
  @IsIn(['kept', 'refused'])
  undeclaredAttributes: 'kept' | 'refused' = 'kept';

  /** Rows that one import may have. */
  @ToNumber()
  @IsInt()
  @Min(1)
  maxImportRows = 1_000_000;
}
