import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDate, IsOptional, Length, Matches } from 'class-validator';
import { PageLimit } from '#service-kit';
import { ContactDto } from '../contacts/contact.dto.js';

const CURSOR = '2026-01-02T03:04:05.678Z~contact-17';

/** A contact, with when it became known. */
export class ListedContactDto extends ContactDto {
  @ApiProperty({ format: 'date-time' })
  createdAt: Date;
}

/** A contact that was asked for by its id, or by one that was merged into it. */
export class ContactLookedUpDto extends ListedContactDto {
  @ApiProperty({ required: false, example: 'contact-18', description: 'The id that was asked for' })
  mergedFrom?: string;
}

/** Which contacts to list, the first known first. */
export class ContactsByCreationDto {
  @ApiProperty({ required: false, format: 'date-time', description: 'Known since then or later' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  @ApiProperty({ required: false, format: 'date-time', description: 'Known since then or earlier' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  to?: Date;

  @PageLimit(50)
  limit = 50;

  @ApiProperty({ required: false, example: CURSOR, description: 'nextCursor of the page before' })
  @IsOptional()
  @Length(1, 230)
  @Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z~./, { message: 'cursor must be one that a page gave' })
  cursor?: string;
}

/** A page of contacts in the order in which they became known. */
export class ListedContactPageDto {
  @ApiProperty({ type: [ListedContactDto] })
  items: ListedContactDto[];

  @ApiProperty({ type: String, nullable: true, example: CURSOR, description: 'Where the next page begins, if any' })
  nextCursor: string | null;
}

/** Contacts by their ids. */
export class ContactLookupDto {
  @ApiProperty({ type: [String], example: ['contact-17'], maxItems: 200 })
  @IsArray()
  @ArrayMaxSize(200)
  @Length(1, 200, { each: true })
  contactIds: string[];
}

/** The contacts that are known, in no order; a merged id is its survivor's, an erased contact is absent. */
export class ContactsFoundDto {
  @ApiProperty({ type: [ContactLookedUpDto] })
  items: ContactLookedUpDto[];
}
