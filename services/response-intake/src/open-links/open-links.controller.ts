import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PageQueryDto, Problems, pageOf } from '#service-kit';
import { ChangeOpenLink } from './change-open-link.action.js';
import { CreateOpenLink } from './create-open-link.action.js';
import {
  ChangeOpenLinkDto,
  NewOpenLinkDeviceDto,
  NewOpenLinkDto,
  OpenLinkDto,
  OpenLinkPageDto,
} from './open-link.dto.js';
import { ShowOpenLinks } from './show-open-links.action.js';

/** Makes, shows, changes and closes links that anybody may answer. */
@ApiTags('open links')
@Controller('v1/open-links')
export class OpenLinksController {
  constructor(
    private readonly creating: CreateOpenLink,
    private readonly changing: ChangeOpenLink,
    private readonly showing: ShowOpenLinks,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Make a link that anybody may answer, without a name', operationId: 'createOpenLink' })
  @ApiCreatedResponse({ type: OpenLinkDto })
  @Problems(400)
  async create(@Body() link: NewOpenLinkDto): Promise<OpenLinkDto> {
    const { linkId } = await this.creating.create(link);
    return this.showing.one(linkId);
  }

  @Get()
  @ApiOperation({ summary: 'Open links, newest first', operationId: 'openLinks' })
  @ApiOkResponse({ type: OpenLinkPageDto })
  @Problems(400)
  async list(@Query() { cursor, limit }: PageQueryDto): Promise<OpenLinkPageDto> {
    const links = await this.showing.list({ cursor, limit: limit + 1 });
    return pageOf(links, limit, ({ linkId }) => linkId);
  }

  @Get(':linkId')
  @ApiOperation({ summary: 'One open link', operationId: 'openLink' })
  @ApiOkResponse({ type: OpenLinkDto })
  @Problems(400, 404)
  show(@Param('linkId', ParseUUIDPipe) linkId: string): Promise<OpenLinkDto> {
    return this.showing.one(linkId);
  }

  @Patch(':linkId')
  @ApiOperation({ summary: 'Change the name, the dates or the limits of an open link', operationId: 'changeOpenLink' })
  @ApiOkResponse({ type: OpenLinkDto })
  @Problems(400, 404)
  async change(
    @Param('linkId', ParseUUIDPipe) linkId: string,
    @Body() change: ChangeOpenLinkDto,
  ): Promise<OpenLinkDto> {
    await this.changing.change(linkId, change);
    return this.showing.one(linkId);
  }

  @Post(':linkId/close')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take no more answers; doing it again changes nothing', operationId: 'closeOpenLink' })
  @ApiOkResponse({ type: OpenLinkDto })
  @Problems(400, 404)
  async close(@Param('linkId', ParseUUIDPipe) linkId: string): Promise<OpenLinkDto> {
    await this.changing.close(linkId);
    return this.showing.one(linkId);
  }

  @Post(':linkId/devices')
  @ApiOperation({
    summary: "Add a device to a kiosk's link; it gets an address of its own",
    operationId: 'addOpenLinkDevice',
  })
  @ApiCreatedResponse({ type: OpenLinkDto })
  @Problems(400, 404, 409)
  async addDevice(
    @Param('linkId', ParseUUIDPipe) linkId: string,
    @Body() { name }: NewOpenLinkDeviceDto,
  ): Promise<OpenLinkDto> {
    await this.creating.addDevice(linkId, name);
    return this.showing.one(linkId);
  }

  @Delete(':linkId/devices/:deviceId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take no more answers from a device', operationId: 'withdrawOpenLinkDevice' })
  @ApiNoContentResponse()
  @Problems(400, 404)
  async withdrawDevice(
    @Param('linkId', ParseUUIDPipe) linkId: string,
    @Param('deviceId', ParseUUIDPipe) deviceId: string,
  ): Promise<void> {
    await this.changing.withdrawDevice(linkId, deviceId);
  }
}
