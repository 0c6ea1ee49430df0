import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Public } from '#service-kit';
import { GatewayConfig } from '../config.js';
import { homePage } from './home-page.rules.js';
import { PAGE_STYLE } from './page-style.rules.js';
import { REFERENCE_PAGE, REFERENCE_SCRIPT } from './reference-page.rules.js';

const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const JAVASCRIPT = 'text/javascript; charset=utf-8';

/** The gateway's own pages. */
@Public()
@Controller()
export class PagesController {
  constructor(@Inject(GatewayConfig) private readonly config: GatewayConfig) {}

  @Get()
  @Header('content-type', HTML)
  home(): string {
    return homePage({ mail: this.config.mailCatcherUrl !== undefined });
  }

  @Get('docs')
  @Header('content-type', HTML)
  reference(): string {
    return REFERENCE_PAGE;
  }

  @Get('docs/page.css')
  @Header('content-type', CSS)
  style(): string {
    return PAGE_STYLE;
  }

  @Get('docs/page.js')
  @Header('content-type', JAVASCRIPT)
  script(): string {
    return REFERENCE_SCRIPT;
  }
}
