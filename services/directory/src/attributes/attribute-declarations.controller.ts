import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Problems } from '#service-kit';
import {
  AttributeDeclarationDto,
  AttributeDeclarationsDto,
  AttributeKeyDto,
  DeclareAttributeDto,
} from './attribute-declaration.dto.js';
import { AttributeDeclared } from './attribute-declaration.entity.js';
import { DeclareAttribute } from './declare-attribute.action.js';

/** Declared custom attributes of accounts and contacts. */
@ApiTags('directory')
@Controller('v1/attributes')
export class AttributeDeclarationsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declareAttribute: DeclareAttribute,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Declared attributes of accounts and contacts', operationId: 'attributes' })
  @ApiOkResponse({ type: AttributeDeclarationsDto })
  @Problems()
  async list(): Promise<AttributeDeclarationsDto> {
    return { items: await this.dataSource.getRepository(AttributeDeclared).find({ order: { subject: 1, name: 1 } }) };
  }

  @Put(':subject/:name')
  @ApiOperation({
    summary: 'Declares an attribute',
    description:
      'A value of another type is refused from then on: over REST and in imports with the field and the reason, from Kafka ' +
      'as a dead letter. REST and imports refuse undeclared attributes. Events from Kafka keep theirs, so that a CRM which ' +
      'sends more than is declared goes on working, unless the directory runs with UNDECLARED_ATTRIBUTES=refused.',
    operationId: 'declareAttribute',
  })
  @ApiOkResponse({ type: AttributeDeclarationDto })
  @Problems(400, 409)
  declare(@Param() key: AttributeKeyDto, @Body() declaration: DeclareAttributeDto): Promise<AttributeDeclarationDto> {
    return this.declareAttribute.run({ ...declaration, ...key });
  }

  @Delete(':subject/:name')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a declaration back; stored values stay', operationId: 'revokeAttribute' })
  @ApiNoContentResponse()
  @Problems(400, 404)
  revoke(@Param() { subject, name }: AttributeKeyDto): Promise<void> {
    return this.declareAttribute.revoke(subject, name);
  }
}
