import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, Max, Min, ValidateIf } from 'class-validator';

const MAX_DELAY_S = 30 * 86_400;

/** A program as REST shows it. */
export class ProgramDto {
  @ApiProperty({ example: 'after-support-case' })
  programId: string;
  @ApiProperty({ example: 'After a support case' })
  name: string;
  @ApiProperty({ example: 'support.case_closed', description: 'The journey events that fire it' })
  touchpoint: string;
  @ApiProperty({ example: 'nps-support-case' })
  surveyId: string;
  @ApiProperty({ example: 0, description: 'Seconds from the decision to the mail' })
  delaySeconds: number;
  @ApiProperty({ example: 30, description: 'Days from the mail to the end of the invitation' })
  expiryDays: number;
  @ApiProperty({ example: 3, description: '1 goes first where one contact could be asked by several programs' })
  priority: number;
  @ApiProperty({ example: true })
  active: boolean;
}

/** What may be changed of a program; what is absent stays. */
export class ChangeProgramDto {
  @ApiProperty({ required: false, example: 3600, minimum: 0, maximum: MAX_DELAY_S })
  @ValidateIf((_, value) => value !== undefined)
  @IsInt()
  @Min(0)
  @Max(MAX_DELAY_S)
  delaySeconds?: number;

  @ApiProperty({ required: false, example: false })
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  active?: boolean;
}
