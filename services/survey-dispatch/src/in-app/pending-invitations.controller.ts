import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Problems } from '#service-kit';
import { DismissInvitation } from './dismiss-invitation.action.js';
import { FetchPendingInvitation } from './fetch-pending-invitation.action.js';
import { DismissalDto, PendingInvitationDto } from './pending-invitation.dto.js';

/** What an app's own backend asks for its users: the invitation to show, and that it was dismissed. */
@ApiTags('invitations')
@Controller('v1/pending-invitations')
export class PendingInvitationsController {
  constructor(
    private readonly fetching: FetchPendingInvitation,
    private readonly dismissing: DismissInvitation,
  ) {}

  @Get(':contactId')
  @ApiOperation({
    summary: 'The invitation that a contact can be shown in the app; giving it out first is its sending',
    operationId: 'pendingInvitation',
  })
  @ApiParam({ name: 'contactId', example: 'contact-17' })
  @ApiOkResponse({ type: PendingInvitationDto })
  @Problems()
  async show(@Param('contactId') contactId: string): Promise<PendingInvitationDto> {
    return { invitation: (await this.fetching.fetch(contactId)) ?? null };
  }

  @Post(':contactId/dismiss')
  @HttpCode(204)
  @ApiOperation({
    summary: 'The contact does not want to answer: no score, and no reminder; doing it again changes nothing',
    operationId: 'dismissInvitation',
  })
  @ApiParam({ name: 'contactId', example: 'contact-17' })
  @ApiNoContentResponse()
  @Problems(400, 404, 409)
  async dismiss(@Param('contactId') contactId: string, @Body() { invitationId }: DismissalDto): Promise<void> {
    await this.dismissing.dismiss(contactId, invitationId);
  }
}
