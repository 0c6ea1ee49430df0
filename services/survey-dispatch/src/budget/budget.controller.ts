import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Needs, Problems } from '#service-kit';
import { BudgetPolicyDto } from './budget-policy.dto.js';
import { readPolicy } from './budget-policy.query.js';
import { ChangeBudgetPolicy } from './change-budget-policy.action.js';

/** Reads and changes how often contacts and accounts may be asked. */
@ApiTags('contact budget')
@Controller('v1/contact-budget')
export class BudgetController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changePolicy: ChangeBudgetPolicy,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How often contacts and accounts may be asked', operationId: 'contact-budget' })
  @ApiOkResponse({ type: BudgetPolicyDto })
  @Problems()
  async show(): Promise<BudgetPolicyDto> {
    return (await readPolicy(this.dataSource)) as BudgetPolicyDto;
  }

  @Put()
  @Needs('operate')
  @ApiOperation({ summary: 'Change how often they may be asked', operationId: 'change-contact-budget' })
  @ApiOkResponse({ type: BudgetPolicyDto })
  @Problems(400)
  async change(@Body() policy: BudgetPolicyDto): Promise<BudgetPolicyDto> {
    return (await this.changePolicy.change(policy)) as BudgetPolicyDto;
  }
}
