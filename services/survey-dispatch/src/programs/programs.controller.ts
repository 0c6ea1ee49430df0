import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound, Problems } from '#service-kit';
import { ChangeProgram } from './change-program.action.js';
import { ChangeProgramDto, ProgramDto } from './program.dto.js';
import { Program } from './program.entity.js';

/** Reads and changes programs. */
@ApiTags('programs')
@Controller('v1/programs')
export class ProgramsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changeProgram: ChangeProgram,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All programs, the first to ask first', operationId: 'programs' })
  @ApiOkResponse({ type: [ProgramDto] })
  @Problems()
  list(): Promise<ProgramDto[]> {
    return this.dataSource.getRepository(Program).find({ order: { priority: 'ASC', programId: 'ASC' }, take: 200 });
  }

  @Get(':programId')
  @ApiOperation({ summary: 'One program', operationId: 'program' })
  @ApiParam({ name: 'programId', example: 'after-support-case' })
  @ApiOkResponse({ type: ProgramDto })
  @Problems(404)
  async show(@Param('programId') programId: string): Promise<ProgramDto> {
    const program = await this.dataSource.getRepository(Program).findOneBy({ programId });
    if (!program) throw new NotFound(`there is no program ${programId}`);
    return program;
  }

  @Patch(':programId')
  @ApiOperation({ summary: 'Change the delay of a program, or switch it on or off', operationId: 'change-program' })
  @ApiParam({ name: 'programId', example: 'after-support-case' })
  @ApiOkResponse({ type: ProgramDto })
  @Problems(400, 404)
  change(@Param('programId') programId: string, @Body() change: ChangeProgramDto): Promise<ProgramDto> {
    return this.changeProgram.change(programId, change);
  }
}
