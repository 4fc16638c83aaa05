export { CurrentActor, Public, Roles } from './access/access.decorators.ts';
export { accessMigrations } from './access/access-migrations.ts';
export { type IssuedKey, type IssueKey, issueKey, listKeys, revokeKey } from './access/keys.ts';
export { type Actor, handlerAndUp, type Role, roles } from './access/roles.ts';
export { bootService } from './boot-service.ts';
export { databaseFault } from './database/database-faults.ts';
export { migrateAccess, migrateSchema, serviceMigrations } from './database/migrate.ts';
export type { RunningService, ServiceContext, ServiceDefinition, Settings, Worker } from './definition.ts';
export { Answer } from './http/answer.ts';
export type { ContentParser, ContentTypes } from './http/body-parsers.ts';
export { Direct } from './http/direct.ts';
export { etagOf } from './http/etag.ts';
export { IdParam, IfMatch } from './http/param.decorators.ts';
export { answerOf as problemAnswer, type ProblemDocument } from './http/problem-document.ts';
export { currentRequest } from './http/request-context.ts';
export { BatchBody } from './http/route-config.ts';
export { Requests } from './idempotency/requests.ts';
export { checkOpenApi } from './openapi/check-openapi.ts';
export { documentOf } from './openapi/document-of.ts';
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
export { startService } from './start-service.ts';
export { LOGGER, METRICS, SETTINGS, SHUTDOWN } from './tokens.ts';
export { readDto } from './validation/dto.pipe.ts';
export { checkerOf, faultFinder, JsonBody, type JsonBodyOptions } from './validation/json-body.ts';
