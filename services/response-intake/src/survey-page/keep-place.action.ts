import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Remembers where a respondent stopped, for whoever opens the same link later, on whichever device. */
@Injectable()
export class KeepPlace {
  constructor(private readonly dataSource: DataSource) {}

  /** @param nextStep the step of follow-up questions that comes next; 0 begins again */
  async keep(invitationId: string, nextStep: number): Promise<void> {
    await this.dataSource.query('UPDATE responses SET next_step = $2 WHERE invitation_id = $1 AND next_step <> $2', [
      invitationId,
      nextStep,
    ]);
  }
}
