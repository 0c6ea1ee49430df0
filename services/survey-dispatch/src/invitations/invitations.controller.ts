import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound, Problems, pageOf } from '#service-kit';
import { InvitationDto, InvitationFilterDto, InvitationPageDto } from './invitation.dto.js';
import { listInvitations } from './invitations.query.js';

/** Reads invitations. */
@ApiTags('invitations')
@Controller('v1/invitations')
export class InvitationsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'Invitations, newest first', operationId: 'invitations' })
  @ApiOkResponse({ type: InvitationPageDto })
  @Problems(400)
  async list(@Query() filter: InvitationFilterDto): Promise<InvitationPageDto> {
    const rows = await listInvitations(this.dataSource, { ...filter, limit: filter.limit + 1 });
    return pageOf(rows, filter.limit, (row) => row.invitationId);
  }

  @Get(':invitationId')
  @ApiOperation({ summary: 'One invitation', operationId: 'invitation' })
  @ApiOkResponse({ type: InvitationDto })
  @Problems(400, 404)
  async show(@Param('invitationId', ParseUUIDPipe) invitationId: string): Promise<InvitationDto> {
    const [invitation] = await listInvitations(this.dataSource, { invitationId, limit: 1 });
    if (!invitation) throw new NotFound(`there is no invitation ${invitationId}`);
    return invitation;
  }
}
