import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Needs, Problems } from '#service-kit';
import { EraseContact } from './erase-contact.action.js';
import { ErasureDto, ErasureOptionsDto } from './erasure.dto.js';
import { ShowErasure } from './show-erasure.action.js';

/** Erases contacts, and shows what became of it. */
@ApiTags('directory')
@Controller('v1')
export class ErasuresController {
  constructor(
    private readonly erase: EraseContact,
    private readonly show: ShowErasure,
  ) {}

  @Post('contacts/:contactId/erasure')
  @Needs('operate')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Erases a contact everywhere',
    description:
      'The directory blanks the contact at once, with every id that was merged into it; the id of a duplicate erases the contact ' +
      'that it was merged into. Every service does the same within seconds: follow the receipt. The id stays, without a person: what comes ' +
      'for it later is dropped. Scores stay as anonymous counts. It cannot be undone; the same call again answers with the same erasure.',
    operationId: 'eraseContact',
  })
  @ApiParam({ name: 'contactId', example: 'maria' })
  @ApiAcceptedResponse({ type: ErasureDto })
  @Problems(400, 404)
  async run(@Param('contactId') contactId: string, @Query() { unknown }: ErasureOptionsDto): Promise<ErasureDto> {
    return this.show.run(await this.erase.run(contactId, unknown));
  }

  @Get('contacts/:contactId/erasure')
  @ApiOperation({ summary: 'The erasure of a contact', operationId: 'erasureOfContact' })
  @ApiParam({ name: 'contactId', example: 'maria' })
  @ApiOkResponse({ type: ErasureDto })
  @Problems(404)
  ofContact(@Param('contactId') contactId: string): Promise<ErasureDto> {
    return this.show.ofContact(contactId);
  }

  @Get('erasures/:erasureId')
  @ApiOperation({
    summary: 'The receipt of an erasure: what each service did, and what Kafka topics hold until when',
    operationId: 'erasure',
  })
  @ApiOkResponse({ type: ErasureDto })
  @Problems(400, 404)
  one(@Param('erasureId', ParseUUIDPipe) erasureId: string): Promise<ErasureDto> {
    return this.show.run(erasureId);
  }
}
