import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound, Problems, pageOf } from '#service-kit';
import { CancelInvitation } from './cancel-invitation.action.js';
import {
  CancelInvitationDto,
  InvitationFilterDto,
  InvitationPageDto,
  InvitationWithHistoryDto,
} from './invitation.dto.js';
import { listInvitations, readHistory } from './invitations.query.js';

/** Reads invitations, and takes them back. */
@ApiTags('invitations')
@Controller('v1/invitations')
export class InvitationsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cancelling: CancelInvitation,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Invitations, newest first', operationId: 'invitations' })
  @ApiOkResponse({ type: InvitationPageDto })
  @Problems(400)
  async list(@Query() filter: InvitationFilterDto): Promise<InvitationPageDto> {
    const rows = await listInvitations(this.dataSource, { ...filter, limit: filter.limit + 1 });
    return pageOf(rows, filter.limit, (row) => row.invitationId);
  }

  @Get(':invitationId')
  @ApiOperation({ summary: 'One invitation and what became of it', operationId: 'invitation' })
  @ApiOkResponse({ type: InvitationWithHistoryDto })
  @Problems(400, 404)
  async show(@Param('invitationId', ParseUUIDPipe) invitationId: string): Promise<InvitationWithHistoryDto> {
    const [invitation] = await listInvitations(this.dataSource, { invitationId, limit: 1 });
    if (!invitation) throw new NotFound(`there is no invitation ${invitationId}`);
    return { ...invitation, history: await readHistory(this.dataSource, invitationId) };
  }

  @Post(':invitationId/cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Takes an open invitation back; doing it again changes nothing',
    operationId: 'cancelInvitation',
  })
  @ApiOkResponse({ type: InvitationWithHistoryDto })
  @Problems(400, 404, 409)
  async cancel(
    @Param('invitationId', ParseUUIDPipe) invitationId: string,
    @Body() { reason }: CancelInvitationDto,
  ): Promise<InvitationWithHistoryDto> {
    await this.cancelling.cancel(invitationId, reason);
    return this.show(invitationId);
  }
}
