import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#service-kit';
import { ActivePrograms } from './active-programs.query.js';
import { Program } from './program.entity.js';

/** What an operator may change of a program; what is absent stays. */
export interface ProgramChange {
  readonly delaySeconds?: number;
  readonly active?: boolean;
}

/** Changes a program; other instances follow within about a second. */
@Injectable()
export class ChangeProgram {
  constructor(
    private readonly dataSource: DataSource,
    private readonly activePrograms: ActivePrograms,
  ) {}

  /** @throws NotFound */
  async change(programId: string, change: ProgramChange): Promise<Program> {
    await this.dataSource.query(
      `UPDATE programs SET delay_seconds = coalesce($2, delay_seconds), active = coalesce($3, active)
       WHERE program_id = $1`,
      [programId, change.delaySeconds, change.active],
    );
    this.activePrograms.forget();
    const program = await this.dataSource.getRepository(Program).findOneBy({ programId });
    if (!program) throw new NotFound(`there is no program ${programId}`);
    return program;
  }
}
