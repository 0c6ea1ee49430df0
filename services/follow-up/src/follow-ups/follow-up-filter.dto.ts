import { FilterText, PageQueryDto } from '#service-kit';

/** A list of one response's or one account's follow-ups. */
export class FollowUpFilterDto extends PageQueryDto {
  @FilterText('response-1')
  responseId?: string;

  @FilterText('acme')
  accountId?: string;
}
