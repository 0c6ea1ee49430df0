import { Body, Controller, Get, Param, Patch, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { NotFound, Problems, pageOf } from '#service-kit';
import { ContactPageDto, ContactsOfAccountDto } from '../contacts/contact-search.dto.js';
import { ContactQueries } from '../contacts/contacts.query.js';
import { SaveUpsert } from '../upserts/save-upsert.action.js';
import { AccountChangesDto, AccountDto, AccountFoundDto } from './account.dto.js';
import { AccountPageDto, AccountSearchDto } from './account-search.dto.js';
import { AccountQueries } from './accounts.query.js';
import { accountKind, foldAccounts } from './fold-accounts.action.js';

/** Finds and changes accounts. */
@ApiTags('directory')
@Controller('v1/accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountQueries,
    private readonly contacts: ContactQueries,
    private readonly save: SaveUpsert,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Accounts by text, segment, region, owner or attribute', operationId: 'accounts' })
  @ApiOkResponse({ type: AccountPageDto })
  @Problems(400)
  async list(@Query() search: AccountSearchDto): Promise<AccountPageDto> {
    const rows = await this.accounts.list({ ...search, limit: search.limit + 1 });
    return pageOf(rows, search.limit, ({ accountId }) => accountId);
  }

  @Get(':accountId')
  @ApiOperation({ summary: 'One account', operationId: 'account' })
  @ApiParam({ name: 'accountId', example: 'acme' })
  @ApiOkResponse({ type: AccountFoundDto })
  @Problems(404)
  async show(@Param('accountId') accountId: string): Promise<AccountFoundDto> {
    const account = await this.accounts.one(accountId);
    if (!account) throw new NotFound(`there is no account ${accountId}`);
    return account;
  }

  @Get(':accountId/contacts')
  @ApiOperation({ summary: 'The contacts of an account', operationId: 'contactsOfAccount' })
  @ApiParam({ name: 'accountId', example: 'acme' })
  @ApiOkResponse({ type: ContactPageDto })
  @Problems(400, 404)
  async listContacts(
    @Param('accountId') asked: string,
    @Query() search: ContactsOfAccountDto,
  ): Promise<ContactPageDto> {
    const { accountId } = await this.show(asked);
    const rows = await this.contacts.list({ ...search, accountId, limit: search.limit + 1 });
    return pageOf(rows, search.limit, ({ contactId }) => contactId);
  }

  @Put(':accountId')
  @ApiOperation({
    summary: 'Creates an account, or changes it; the same again changes nothing',
    operationId: 'saveAccount',
  })
  @ApiParam({ name: 'accountId', example: 'acme' })
  @ApiOkResponse({ type: AccountDto })
  @Problems(400)
  put(@Param('accountId') accountId: string, @Body() changes: AccountChangesDto): Promise<AccountDto> {
    return this.save.run(accountKind, foldAccounts, { ...changes, accountId }, { mustExist: false });
  }

  @Patch(':accountId')
  @ApiOperation({ summary: 'Changes an account that is known', operationId: 'changeAccount' })
  @ApiParam({ name: 'accountId', example: 'acme' })
  @ApiOkResponse({ type: AccountDto })
  @Problems(400, 404)
  patch(@Param('accountId') accountId: string, @Body() changes: AccountChangesDto): Promise<AccountDto> {
    return this.save.run(accountKind, foldAccounts, { ...changes, accountId }, { mustExist: true });
  }
}
