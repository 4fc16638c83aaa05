import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { DataSource } from 'typeorm';
import type { ServiceContext } from '../../definition/service-definition.ts';
import { LOGGER, METRICS, SETTINGS, SHUTDOWN } from '../../definition/tokens.ts';
import { Requests } from '../../idempotency/requests.ts';
import { AnswerInterceptor } from './answer.interceptor.ts';

class ServiceModule {}

/** The service's module with what every controller may ask for. */
export function rootModule(
  module: Type<unknown>,
  context: ServiceContext,
  providers: readonly Provider[],
): DynamicModule {
  const shared: Provider[] = [
    { provide: DataSource, useValue: context.dataSource },
    { provide: SETTINGS, useValue: context.settings },
    { provide: LOGGER, useValue: context.logger },
    { provide: METRICS, useValue: context.metrics },
    { provide: SHUTDOWN, useValue: context.shutdown },
    Requests,
  ];
  return {
    module: ServiceModule,
    global: true,
    imports: [module],
    providers: [...shared, ...providers, { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor }],
    exports: [DataSource, SETTINGS, LOGGER, METRICS, SHUTDOWN, Requests, ...providers.map(tokenOf)],
  };
}

const tokenOf = (provider: Provider) => (typeof provider === 'function' ? provider : provider.provide);
