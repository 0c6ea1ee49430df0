import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Problems } from '#service-kit';
import { AccountDto } from '../accounts/account.dto.js';
import { ContactDto } from '../contacts/contact.dto.js';
import { MergeDto } from './merge.dto.js';
import { MergeAccounts } from './merge-accounts.action.js';
import { MergeContacts } from './merge-contacts.action.js';

const WHAT_HAPPENS =
  'The survivor keeps what it has and takes what it lacks; consent that either took back stays taken back. Later upserts and ' +
  'reads of the duplicate id reach the survivor. It cannot be undone. The same merge again changes nothing.';

/** Merges of duplicates. */
@ApiTags('directory')
@Controller('v1')
export class MergesController {
  constructor(
    private readonly contacts: MergeContacts,
    private readonly accounts: MergeAccounts,
  ) {}

  @Post('contacts/:contactId/merge')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Merges a duplicate into a contact',
    description: WHAT_HAPPENS,
    operationId: 'mergeContacts',
  })
  @ApiParam({ name: 'contactId', example: 'maria' })
  @ApiOkResponse({ type: ContactDto })
  @Problems(400, 404, 409, 410)
  mergeContacts(@Param('contactId') survivorId: string, @Body() { duplicateId }: MergeDto): Promise<ContactDto> {
    return this.contacts.run({ survivorId, duplicateId });
  }

  @Post('accounts/:accountId/merge')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Merges a duplicate into an account, with its contacts',
    description: WHAT_HAPPENS,
    operationId: 'mergeAccounts',
  })
  @ApiParam({ name: 'accountId', example: 'acme' })
  @ApiOkResponse({ type: AccountDto })
  @Problems(400, 404, 409)
  mergeAccounts(@Param('accountId') survivorId: string, @Body() { duplicateId }: MergeDto): Promise<AccountDto> {
    return this.accounts.run({ survivorId, duplicateId });
  }
}
