import type { ServiceName } from '@harken/contracts';
import type { Subscription } from '@harken/messaging';
import type { Provider, Type } from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { DataSource, EntitySchema, MigrationInterface } from 'typeorm';
import type { DatabaseGauge } from '../operations/database-gauge.ts';
import type { Logger } from '../operations/logger.ts';
import type { ServiceSettings } from '../settings/service-settings.ts';
import type { SettingsDefinition } from '../settings/settings.ts';

/** All settings. Only those of every service are typed; read the service's own with `settingsOf(definition, settings)`. */
export type Settings = ServiceSettings;

export interface ServiceContext {
  readonly dataSource: DataSource;
  readonly settings: Settings;
  readonly logger: Logger;
  readonly metrics: Registry;
  /** Aborts when the service begins to stop; end open streams and long polls then. */
  readonly shutdown: AbortSignal;
}

export interface Worker {
  start(): void | Promise<void>;
  /** Finishes the current work first. */
  stop(): Promise<void>;
}

/** What one start of a service is made of, beside its controllers. */
export interface ServiceParts {
  readonly subscriptions: readonly Subscription[];
  /** Started in this order when the service is ready to work, stopped first. */
  readonly workers: readonly Worker[];
  /** What its controllers may inject, beside the tokens of this library. */
  readonly providers: readonly Provider[];
}

/** Parses the text of a body; any error becomes a 400. */
export type ContentParser = (text: string) => unknown;
/** By media type; `json` for those that are JSON by another name. */
export type ContentTypes = Readonly<Record<string, ContentParser | 'json'>>;

/** Everything that makes a service; `startService` does the rest. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly title: string;
  readonly description: string;
  /** Health and metrics are on port + 1000. */
  readonly port: number;
  /** The Nest module with the controllers. */
  readonly module: Type<unknown>;
  readonly entities: readonly EntitySchema[];
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly subscriptions?: readonly Subscription[];
  /** The minimum time between two fetches of events, for services whose results nobody waits for. */
  readonly batchWindowMs?: number;
  readonly settings?: SettingsDefinition;
  /** What its promises are measured by. */
  readonly gauges?: readonly DatabaseGauge[];
  /** Started last, stopped first. */
  readonly workers?: readonly ((context: ServiceContext) => Worker)[];
  /**
   * For a service that keeps state in its process, instead of `subscriptions` and `workers`: called once per start, so that
   * subscriptions, workers and controllers share what it makes.
   */
  readonly assemble?: (context: ServiceContext) => ServiceParts;
  /** Media types beside JSON that bodies may have, e.g. `{ 'application/yaml': (text) => parse(text) }`. */
  readonly contentTypes?: ContentTypes;
  /** Only for tests of this library: no outbox, no subscriptions. */
  readonly messaging?: false;
}

export interface RunningService {
  readonly url: string;
  readonly managementUrl: string;
  readonly dataSource: DataSource;
  /** Stops in order: not ready, no new connections, requests in flight, workers, messaging, database. */
  close(options?: { readonly delayMs?: number }): Promise<void>;
}
