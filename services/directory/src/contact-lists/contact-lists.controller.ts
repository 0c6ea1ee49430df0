import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest, Needs, Problems, pageOf } from '#service-kit';
import { ContactLookupDto, ContactsByCreationDto, ContactsFoundDto, ListedContactPageDto } from './contact-list.dto.js';
import { ContactLists } from './contact-lists.query.js';

/** Lists contacts by when they became known, and finds many by their ids. */
@ApiTags('directory')
@Controller('v1')
export class ContactListsController {
  constructor(private readonly contacts: ContactLists) {}

  @Get('contacts-by-creation')
  @ApiOperation({ summary: 'Contacts in the order in which they became known', operationId: 'contactsByCreation' })
  @ApiOkResponse({ type: ListedContactPageDto })
  @Problems(400)
  async byCreation(@Query() { cursor, limit, ...filter }: ContactsByCreationDto): Promise<ListedContactPageDto> {
    const after = cursor === undefined ? undefined : placeOf(cursor);
    const rows = await this.contacts.byCreation({ ...filter, after, limit: limit + 1 });
    return pageOf(rows, limit, ({ createdAt, contactId }) => `${createdAt.toISOString()}~${contactId}`);
  }

  @Post('contacts/lookup')
  @Needs('read')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Up to 200 contacts by their ids; who is not known is left out',
    operationId: 'contactLookup',
  })
  @ApiOkResponse({ type: ContactsFoundDto })
  @Problems(400)
  async lookup(@Body() { contactIds }: ContactLookupDto): Promise<ContactsFoundDto> {
    const rows = await this.contacts.byIds(contactIds);
    return {
      items: rows.map(({ askedFor, ...contact }) =>
        askedFor === contact.contactId ? contact : { ...contact, mergedFrom: askedFor },
      ),
    };
  }
}

/** @throws InvalidRequest for a cursor that no page gave */
function placeOf(cursor: string): { createdAt: Date; contactId: string } {
  const createdAt = new Date(cursor.slice(0, 24));
  if (!Number.isNaN(createdAt.getTime())) return { createdAt, contactId: cursor.slice(25) };
  const reason = 'must be one that a page gave';
  throw new InvalidRequest(`cursor ${reason}`, [{ field: 'cursor', reason }]);
}
