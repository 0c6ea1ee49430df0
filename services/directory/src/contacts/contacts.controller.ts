import { Body, Controller, Get, Param, Patch, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Gone, NotFound, Problems, pageOf } from '#service-kit';
import { erasedReason } from '../erasures/erasure.rules.js';
import { SaveUpsert } from '../upserts/save-upsert.action.js';
import { ContactChangesDto, ContactDto, ContactFoundDto } from './contact.dto.js';
import { ContactPageDto, ContactSearchDto } from './contact-search.dto.js';
import { ContactQueries } from './contacts.query.js';
import { contactKind, foldContacts } from './fold-contacts.action.js';

/** Finds and changes contacts. */
@ApiTags('directory')
@Controller('v1/contacts')
export class ContactsController {
  constructor(
    private readonly contacts: ContactQueries,
    private readonly save: SaveUpsert,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Contacts by text, account, role or attribute, in the order of their ids',
    operationId: 'contacts',
  })
  @ApiOkResponse({ type: ContactPageDto })
  @Problems(400)
  async list(@Query() search: ContactSearchDto): Promise<ContactPageDto> {
    const rows = await this.contacts.list({ ...search, limit: search.limit + 1 });
    return pageOf(rows, search.limit, ({ contactId }) => contactId);
  }

  @Get(':contactId')
  @ApiOperation({ summary: 'One contact', operationId: 'contact' })
  @ApiParam({ name: 'contactId', example: 'contact-17' })
  @ApiOkResponse({ type: ContactFoundDto })
  @Problems(404, 410)
  async show(@Param('contactId') contactId: string): Promise<ContactFoundDto> {
    const contact = await this.contacts.one(contactId);
    if (!contact) throw new NotFound(`there is no contact ${contactId}`);
    if (contact.erasure) throw new Gone(`the contact ${contactId} ${erasedReason(contact.erasure)}`);
    return contact;
  }

  @Put(':contactId')
  @ApiOperation({
    summary: 'Creates a contact, or changes it; the same again changes nothing',
    operationId: 'saveContact',
  })
  @ApiParam({ name: 'contactId', example: 'contact-17' })
  @ApiOkResponse({ type: ContactDto })
  @Problems(400, 410)
  put(@Param('contactId') contactId: string, @Body() changes: ContactChangesDto): Promise<ContactDto> {
    return this.save.run(contactKind, foldContacts, { ...changes, contactId }, { mustExist: false });
  }

  @Patch(':contactId')
  @ApiOperation({ summary: 'Changes a contact that is known', operationId: 'changeContact' })
  @ApiParam({ name: 'contactId', example: 'contact-17' })
  @ApiOkResponse({ type: ContactDto })
  @Problems(400, 404, 410)
  patch(@Param('contactId') contactId: string, @Body() changes: ContactChangesDto): Promise<ContactDto> {
    return this.save.run(contactKind, foldContacts, { ...changes, contactId }, { mustExist: true });
  }
}
