import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound, Problems } from '#service-kit';
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
  list(@Query() filter: InvitationFilterDto): Promise<InvitationPageDto> {
    return listInvitations(this.dataSource, filter);
  }

  @Get(':invitationId')
  @ApiOperation({ summary: 'One invitation', operationId: 'invitation' })
  @ApiOkResponse({ type: InvitationDto })
  @Problems(400, 404)
  async show(@Param('invitationId', ParseUUIDPipe) invitationId: string): Promise<InvitationDto> {
    const { items } = await listInvitations(this.dataSource, { invitationId, limit: 1 });
    const [invitation] = items;
    if (!invitation) throw new NotFound(`there is no invitation ${invitationId}`);
    return invitation;
  }
}
