import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound, Problems } from '#service-kit';
import { AccountDto } from './account.dto.js';
import { Account } from './account.entity.js';

/** Reads accounts. */
@ApiTags('directory')
@Controller('v1/accounts')
export class AccountsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get(':accountId')
  @ApiOperation({ summary: 'One account', operationId: 'account' })
  @ApiParam({ name: 'accountId', example: 'acme' })
  @ApiOkResponse({ type: AccountDto })
  @Problems(404)
  async show(@Param('accountId') accountId: string): Promise<AccountDto> {
    const account = await this.dataSource.getRepository(Account).findOneBy({ accountId });
    if (!account) throw new NotFound(`there is no account ${accountId}`);
    return account;
  }
}
