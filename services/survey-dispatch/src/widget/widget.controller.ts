import { Body, Controller, Get, Header, Headers, HttpCode, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Problems, Public } from '#service-kit';
import { AskForWidget } from './ask-for-widget.action.js';
import { NewWidgetTokenDto, WidgetDismissalDto, WidgetPendingDto, WidgetTokenDto } from './widget-token.dto.js';

const TOKEN = {
  name: 'widget-token',
  required: true,
  example: 'w1.WyJjb250YWN0LTE3IiwxNzcyMzY2NDAwXQ.4mWn0Xw3nDYq2bB8hX5pV8oW2sH6bq0jv0b4iQ1fX5c',
};

/** What the widget on a page of the product asks, and the token with which it may. */
@ApiTags('widget')
@Controller()
export class WidgetController {
  constructor(private readonly asking: AskForWidget) {}

  @Post('v1/widget-tokens')
  @ApiOperation({ summary: "A token for one contact's widget, to be put into her page", operationId: 'widgetToken' })
  @ApiCreatedResponse({ type: WidgetTokenDto })
  @Problems(400)
  token(@Body() { contactId, ttlSeconds }: NewWidgetTokenDto): WidgetTokenDto {
    return this.asking.tokenFor(contactId, ttlSeconds);
  }

  @Public()
  @Get('widget/pending')
  @Header('cache-control', 'no-store')
  @ApiHeader(TOKEN)
  @ApiOperation({
    summary: 'What the widget can show its contact; giving it out first is its sending',
    operationId: 'widgetPending',
  })
  @ApiOkResponse({ type: WidgetPendingDto })
  @Problems(401)
  async pending(@Headers('widget-token') token: unknown): Promise<WidgetPendingDto> {
    return { invitation: (await this.asking.pending(token)) ?? null };
  }

  @Public()
  @Post('widget/pending/dismiss')
  @HttpCode(204)
  @ApiHeader(TOKEN)
  @ApiOperation({
    summary: 'The contact does not want to answer: no score, and no reminder; doing it again changes nothing',
    operationId: 'widgetDismiss',
  })
  @ApiNoContentResponse()
  @Problems(400, 401, 404, 409)
  dismiss(@Headers('widget-token') token: unknown, @Body() { invitationId }: WidgetDismissalDto): Promise<void> {
    return this.asking.dismiss(token, invitationId);
  }
}
