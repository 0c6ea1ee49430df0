import { All, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { NotFound, Public } from '#service-kit';
import { OptOut } from './opt-out.action.js';
import { OPT_OUT_HEADERS, optedOutPage, optOutPage } from './opt-out-page.rules.js';

/** The page behind a mail's `List-Unsubscribe`. A GET asks; only a POST, of a person or of a mail program, opts out. */
@ApiExcludeController()
@Public()
@Controller('u')
export class OptOutController {
  constructor(private readonly optingOut: OptOut) {}

  @Get(':token')
  async ask(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const { locale } = await this.optingOut.open(token);
    void reply.headers(OPT_OUT_HEADERS).send(optOutPage(locale, `/u/${token}`));
  }

  @Post(':token')
  @HttpCode(200)
  async optOut(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const { invitationId, locale } = await this.optingOut.open(token);
    await this.optingOut.optOut(invitationId);
    void reply.headers(OPT_OUT_HEADERS).send(optedOutPage(locale));
  }

  /** A link that something was glued to; one longer than a parameter may be comes here too. */
  @All('*')
  unknown(): never {
    throw new NotFound('no such link');
  }
}
