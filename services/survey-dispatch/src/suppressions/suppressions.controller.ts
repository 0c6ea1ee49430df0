import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Needs, Problems } from '#service-kit';
import { SuppressContact } from './suppress-contact.action.js';
import {
  ContactStandingsDto,
  StandingQuestionDto,
  SuppressionFilterDto,
  SuppressionPageDto,
  SuppressionToRecordDto,
} from './suppression.dto.js';
import { listSuppressions, readStandings } from './suppressions.query.js';

/** Who is asked no more, and where contacts stand. */
@ApiTags('suppressions')
@Controller('v1')
export class SuppressionsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly suppressing: SuppressContact,
  ) {}

  @Get('suppressions')
  @ApiOperation({
    summary: 'Who is asked no more, and since when; the oldest first',
    description:
      'Of a contact who was blocked before this was kept, `since` is the last time that the contact was asked.',
    operationId: 'suppressions',
  })
  @ApiOkResponse({ type: SuppressionPageDto })
  @Problems(400)
  async list(@Query() filter: SuppressionFilterDto): Promise<SuppressionPageDto> {
    return { items: await listSuppressions(this.dataSource, filter) };
  }

  @Post('suppressions')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Has a contact be asked no more; doing it again changes nothing',
    description: 'What was not sent yet is taken back. The contact need not be known yet. It cannot be undone.',
    operationId: 'suppressContact',
  })
  @ApiNoContentResponse()
  @Problems(400)
  async suppress(@Body() { contactId, reason }: SuppressionToRecordDto): Promise<void> {
    await this.suppressing.run(contactId, reason);
  }

  @Post('contact-standings')
  @Needs('read')
  @HttpCode(200)
  @ApiOperation({
    summary: 'When contacts were last sent a survey, and when the next one is due',
    operationId: 'contactStandings',
  })
  @ApiOkResponse({ type: ContactStandingsDto })
  @Problems(400)
  async standings(@Body() { contactIds }: StandingQuestionDto): Promise<ContactStandingsDto> {
    return { items: await readStandings(this.dataSource, contactIds) };
  }
}
