import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { DataSource } from 'typeorm';
import type { ServiceContext } from '../../definition/service-definition.ts';
import { COMPANY_ZONE, LOGGER, METRICS, SETTINGS, SHUTDOWN } from '../../definition/tokens.ts';
import { UnitOfWork } from '../../idempotency/unit-of-work.ts';
import { TimeZone } from '../../time/time-zone.ts';
import { ResponseInterceptor } from './response.interceptor.ts';

class ServiceModule {}

/** The service's module plus the providers that every controller can inject. */
export function rootModule(
  module: Type<unknown>,
  context: ServiceContext,
  providers: readonly Provider[],
): DynamicModule {
  const serviceProviders: Provider[] = [
    { provide: DataSource, useValue: context.dataSource },
    { provide: SETTINGS, useValue: context.settings },
    { provide: LOGGER, useValue: context.logger },
    { provide: METRICS, useValue: context.metrics },
    { provide: COMPANY_ZONE, useValue: TimeZone.named(context.settings.COMPANY_TIMEZONE) },
    { provide: SHUTDOWN, useValue: context.shutdown },
    UnitOfWork,
  ];
  return {
    module: ServiceModule,
    global: true,
    imports: [module],
    providers: [...serviceProviders, ...providers, { provide: APP_INTERCEPTOR, useClass: ResponseInterceptor }],
    exports: [DataSource, SETTINGS, COMPANY_ZONE, LOGGER, METRICS, SHUTDOWN, UnitOfWork, ...providers.map(tokenOf)],
  };
}

const tokenOf = (provider: Provider) => (typeof provider === 'function' ? provider : provider.provide);
