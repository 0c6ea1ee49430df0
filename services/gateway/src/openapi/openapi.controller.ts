import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '#service-kit';
import type { ApiDocument } from './merge-documents.rules.js';
import { ShowDocument } from './show-document.action.js';

/** The one OpenAPI document. */
@Public()
@Controller('openapi.json')
export class OpenApiController {
  constructor(private readonly showDocument: ShowDocument) {}

  @Get()
  @Header('cache-control', 'no-cache')
  show(): Promise<ApiDocument> {
    return this.showDocument.merged();
  }
}
