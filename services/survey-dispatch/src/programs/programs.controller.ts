import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound, Problems } from '#service-kit';
import { ChangeProgram } from './change-program.action.js';
import { ChangeProgramDto, NewProgramDto, ProgramDto } from './program.dto.js';
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

  @Post()
  @ApiOperation({ summary: 'Make a draft of a program', operationId: 'create-program' })
  @ApiCreatedResponse({ type: ProgramDto })
  @Problems(400, 409)
  create(@Body() program: NewProgramDto): Promise<ProgramDto> {
    return this.changeProgram.create(program);
  }

  @Patch(':programId')
  @ApiOperation({ summary: 'Change a program, or switch it on or off', operationId: 'change-program' })
  @ApiParam({ name: 'programId', example: 'after-support-case' })
  @ApiOkResponse({ type: ProgramDto })
  @Problems(400, 404, 409)
  async change(
    @Param('programId') programId: string,
    @Body() { active, ...change }: ChangeProgramDto,
  ): Promise<ProgramDto> {
    const changed = await this.changeProgram.change(programId, change);
    return active === undefined ? changed : this.changeProgram.move(programId, active ? 'active' : 'paused');
  }

  @Post(':programId/activate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Have a program ask; what it had scheduled goes out', operationId: 'activate-program' })
  @ApiParam({ name: 'programId', example: 'after-support-case' })
  @ApiOkResponse({ type: ProgramDto })
  @Problems(400, 404, 409)
  activate(@Param('programId') programId: string): Promise<ProgramDto> {
    return this.changeProgram.move(programId, 'active');
  }

  @Post(':programId/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Have a program ask nobody for now; what is scheduled waits', operationId: 'pause-program' })
  @ApiParam({ name: 'programId', example: 'after-support-case' })
  @ApiOkResponse({ type: ProgramDto })
  @Problems(404, 409)
  pause(@Param('programId') programId: string): Promise<ProgramDto> {
    return this.changeProgram.move(programId, 'paused');
  }

  @Post(':programId/archive')
  @HttpCode(200)
  @ApiOperation({ summary: 'End a program for good; what is scheduled is not sent', operationId: 'archive-program' })
  @ApiParam({ name: 'programId', example: 'after-support-case' })
  @ApiOkResponse({ type: ProgramDto })
  @Problems(404, 409)
  archive(@Param('programId') programId: string): Promise<ProgramDto> {
    return this.changeProgram.move(programId, 'archived');
  }
}
