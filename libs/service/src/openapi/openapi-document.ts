import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenApiDocument } from './openapi-types.ts';
import { completeDocument } from './shared-responses.ts';

export interface DocumentFacts {
  readonly title: string;
  readonly description: string;
  readonly version: string;
}

/** The OpenAPI 3.1 document of a service, from its controllers. */
export function openApiDocument(app: INestApplication, facts: DocumentFacts): OpenApiDocument {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(facts.title)
    .setDescription(facts.description)
    .setVersion(facts.version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This service')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'hk_<name>_<secret>', description: 'An API key.' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  return completeDocument(document as unknown as OpenApiDocument);
}
