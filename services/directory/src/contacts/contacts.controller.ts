import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound, Problems } from '#service-kit';
import { ContactDto } from './contact.dto.js';
import { Contact } from './contact.entity.js';

/** Reads contacts. */
@ApiTags('directory')
@Controller('v1/contacts')
export class ContactsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get(':contactId')
  @ApiOperation({ summary: 'One contact', operationId: 'contact' })
  @ApiParam({ name: 'contactId', example: 'contact-17' })
  @ApiOkResponse({ type: ContactDto })
  @Problems(404)
  async show(@Param('contactId') contactId: string): Promise<ContactDto> {
    const contact = await this.dataSource.getRepository(Contact).findOneBy({ contactId });
    if (!contact) throw new NotFound(`there is no contact ${contactId}`);
    return contact;
  }
}
