import { IsIn, IsInt, IsOptional, Matches, Min } from 'class-validator';
import { ServiceConfig, ToNumber } from '#service-kit';

/** What the directory is told beyond what every service is. */
export class DirectoryConfig extends ServiceConfig {
  /** What becomes of attributes in events that nobody declared: `kept`, or `refused` as dead letters. */
  @IsIn(['kept', 'refused'])
  undeclaredAttributes: 'kept' | 'refused' = 'kept';

  /** What a customer data platform calls the topic that it writes to, whole; Rapport's own with the prefix when absent. */
  @IsOptional()
  @Matches(/^[\w.-]{1,249}$/)
  segmentTopic?: string;

  /** Rows that one import may have. */
  @ToNumber()
  @IsInt()
  @Min(1)
  maxImportRows = 1_000_000;
}
