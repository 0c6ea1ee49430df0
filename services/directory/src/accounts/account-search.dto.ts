import { ApiProperty } from '@nestjs/swagger';
import { FilterText } from '#service-kit';
import { SearchDto, SearchPageDto } from '../search/search.dto.js';
import { AccountDto } from './account.dto.js';

/** Which accounts to list. */
export class AccountSearchDto extends SearchDto {
  @FilterText('enterprise')
  segment?: string;
  @FilterText('emea')
  region?: string;
  @FilterText('csm.ana')
  ownerCsm?: string;
  @FilterText('active')
  lifecycle?: string;
}

/** A page of accounts. */
export class AccountPageDto extends SearchPageDto {
  @ApiProperty({ type: [AccountDto] })
  items: AccountDto[];
}
