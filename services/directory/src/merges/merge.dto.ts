import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

/** Which duplicate to merge into what the path names. */
export class MergeDto {
  @ApiProperty({ example: 'maria-2', description: 'Its id leads to the survivor from then on' })
  @IsString()
  @Length(1, 200)
  duplicateId: string;
}
