import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SHARED_DTOS } from './documented.js';

/** A service's OpenAPI 3.1 document. */
export function openApiOf(app: NestFastifyApplication, title: string, description: string): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion('1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key' }, 'apiKey')
    .addSecurityRequirements('apiKey');
  return SwaggerModule.createDocument(app, builder.build(), { extraModels: SHARED_DTOS });
}
