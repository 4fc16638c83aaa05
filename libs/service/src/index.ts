export { CurrentActor, Public, Roles } from './access/access.decorators.ts';
export { accessMigrations } from './access/keys/access-migrations.ts';
export { type IssuedKey, type IssueKey, issueKey, listKeys, revokeKey } from './access/keys/keys.ts';
export { type Actor, handlerAndUp, type Role, roles } from './access/keys/roles.ts';
export { databaseFault } from './database/database-faults.ts';
export type {
  ContentParser,
  ContentTypes,
  RunningService,
  ServiceContext,
  ServiceDefinition,
  Settings,
  Worker,
} from './definition/service-definition.ts';
export { LOGGER, METRICS, SETTINGS, SHUTDOWN } from './definition/tokens.ts';
export { etagOf } from './http/request/etag.ts';
export { IdParam, IfMatch } from './http/request/param.decorators.ts';
export { currentRequest } from './http/request/request-context.ts';
export { BatchBody } from './http/request/route-config.ts';
export { Answer } from './http/response/answer.ts';
export { answerOf as problemAnswer, type ProblemDocument } from './http/response/problem-document.ts';
export { Direct } from './http/server/direct.ts';
export { Requests } from './idempotency/requests.ts';
export { checkOpenApi } from './openapi/check-openapi.ts';
export { lintOpenApi } from './openapi/lint-openapi.ts';
export { type OpenApiDocument, operationsOf } from './openapi/openapi-types.ts';
export { createLogger, type Logger } from './operations/logger.ts';
export { ApiPage } from './paging/api-page.ts';
export { type CursorKey, type Page, pageOf, readCursor, writeCursor } from './paging/cursor.ts';
export { PageQuery } from './paging/page-query.ts';
export { migrateSettings } from './settings/migrate-settings.ts';
export { type ServiceSettings, serviceSettings } from './settings/service-settings.ts';
export { type Setting, setting } from './settings/setting.ts';
export {
  defineSettings,
  readSettings,
  type SettingsDefinition,
  SettingsFault,
  type SettingsOf,
  settingsOf,
} from './settings/settings.ts';
export {
  type DescribedSetting,
  describeSettings,
  envExample,
  type NamedSettings,
  settingsTable,
} from './settings/settings-documents.ts';
export { bootService } from './startup/boot-service.ts';
export { documentOf } from './startup/document-of.ts';
export { migrateAccess, migrateSchema, serviceMigrations } from './startup/migrate.ts';
export { startService } from './startup/start-service.ts';
export { readDto } from './validation/dto.pipe.ts';
export { checkerOf, faultFinder, JsonBody, type JsonBodyOptions } from './validation/json-body.ts';
