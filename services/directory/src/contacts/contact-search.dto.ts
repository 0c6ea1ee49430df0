import { ApiProperty } from '@nestjs/swagger';
import { FilterText } from '#service-kit';
import { SearchDto, SearchPageDto } from '../search/search.dto.js';
import { ContactDto } from './contact.dto.js';

/** Which contacts of an account to list. */
export class ContactsOfAccountDto extends SearchDto {
  @FilterText('decision_maker')
  role?: string;

  @FilterText('maria@acme.example', 'The whole address')
  email?: string;
}

/** Which contacts to list. */
export class ContactSearchDto extends ContactsOfAccountDto {
  @FilterText('acme')
  accountId?: string;

  @FilterText('+5511987654321', 'The whole number')
  phone?: string;
}

/** A page of contacts. */
export class ContactPageDto extends SearchPageDto {
  @ApiProperty({ type: [ContactDto] })
  items: ContactDto[];
}
