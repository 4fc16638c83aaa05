import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ApiKeyCache } from '../../access/keys/api-key-cache.ts';
import { findLiveKeys } from '../../access/keys/stored-keys.ts';
import { findPerson } from '../../access/tokens/known-people.ts';
import { TokenReader } from '../../access/tokens/token-reader.ts';
import { tokenSettings } from '../../access/tokens/token-settings.ts';
import type { ServiceContext, ServiceDefinition, ServiceParts } from '../../definition/service-definition.ts';
import { registerDocs } from '../../openapi/docs-routes.ts';
import { openApiDocument } from '../../openapi/openapi-document.ts';
import type { OpenApiDocument } from '../../openapi/openapi-types.ts';
import type { HttpMetrics } from '../../operations/metrics.ts';
import { NestLogger } from '../../operations/nest-logger.ts';
import { settingsOf } from '../../settings/settings.ts';
import { DtoPipe } from '../../validation/dto.pipe.ts';
import { currentRequest } from '../request/request-context.ts';
import { createHttpServer } from './http-server.ts';
import { ProblemFilter } from './problem.filter.ts';
import { rootModule } from './service.module.ts';

export interface App {
  readonly nest: NestFastifyApplication;
  readonly document: () => OpenApiDocument;
  /** Finishes the requests in flight. */
  close(): Promise<void>;
}

/** Cursors name the filters of their list. */
const keepQuery = (query: object): void => {
  const context = currentRequest();
  if (context) context.query = query;
};

/** Nest on Fastify, initialised but not listening. Throws when a route has neither `@Roles` nor `@Public`. */
export async function createApp(
  definition: ServiceDefinition,
  context: ServiceContext,
  metrics: HttpMetrics,
  providers: ServiceParts['providers'] = [],
): Promise<App> {
  const { settings, logger, dataSource, shutdown } = context;
  const filter = new ProblemFilter(logger);
  let app: NestFastifyApplication | undefined;
  const { adapter, drain } = createHttpServer({
    bodyLimit: settings.BODY_LIMIT_BYTES,
    batchBodyLimit: settings.BATCH_BODY_LIMIT_BYTES,
    requestTimeoutMs: settings.REQUEST_TIMEOUT,
    trustedProxies: settings.TRUSTED_PROXIES,
    contentTypes: definition.contentTypes ?? {},
    limits: {
      perKeyAndSecond: settings.RATE_LIMIT_PER_SECOND,
      unauthenticatedPerAddressAndMinute: settings.RATE_LIMIT_REFUSED_PER_MINUTE,
      publicPerAddressAndMinute: settings.RATE_LIMIT_PUBLIC_PER_MINUTE,
    },
    keys: new ApiKeyCache((name) => findLiveKeys(name, dataSource)),
    tokens: new TokenReader(settingsOf(tokenSettings, settings).OIDC_ISSUERS, (search) =>
      findPerson(search, dataSource),
    ),
    logger,
    metrics,
    filter,
    controllerOf: (type) => app?.get(type, { strict: false }),
    closing: () => shutdown.aborted,
  });
  const nest = await NestFactory.create<NestFastifyApplication>(
    rootModule(definition.module, context, providers),
    adapter,
    {
      bodyParser: false,
      abortOnError: false,
      logger: new NestLogger(logger),
    },
  );
  app = nest;
  nest.useGlobalFilters(filter);
  nest.useGlobalPipes(new DtoPipe(keepQuery));
  const facts = { title: definition.title, description: definition.description, version: '0.1.0' };
  const document = () => openApiDocument(nest, facts);
  registerDocs(adapter.getInstance() as unknown as FastifyInstance, definition.title, document);
  await nest.init();
  const close = async () => {
    if (nest.getHttpServer().listening) await drain();
    await nest.close();
  };
  return { nest, document, close };
}
