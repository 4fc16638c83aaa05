export { CurrentActor, Public, Roles } from './access/access.decorators.ts';
export { accessMigrations } from './access/keys/access-migrations.ts';
export {
  type Actor,
  handlerAndUp,
  personIdPattern,
  personIdRule,
  type Role,
  roles,
} from './access/keys/roles.ts';
export {
  type IssuedKey,
  type IssueKey,
  issueKey,
  listKeys,
  type NewKey,
  revokeKey,
  rotateKey,
} from './access/keys/stored-keys.ts';
export { followPeople } from './access/tokens/known-people.ts';
export {
  type AnyCommandOf,
  type BodiesOf,
  type BoundCommand,
  bindCommand,
  type Command,
  type CommandRoutes,
  type Commands,
  type CommandTarget,
  command,
  type PathParameter,
  transitionsOf,
} from './commands/command.ts';
export { commandsController } from './commands/commands.controller.ts';
export { type CsvRow, csvText } from './csv/csv-text.ts';
export { type DueWork, dueWorker } from './definition/due-worker.ts';
export type {
  ContentParser,
  ContentTypes,
  RunningService,
  ServiceContext,
  ServiceDefinition,
  ServiceParts,
  Settings,
  Worker,
} from './definition/service-definition.ts';
export { COMPANY_ZONE, LOGGER, METRICS, SETTINGS, SHUTDOWN } from './definition/tokens.ts';
export {
  type CurrentRow,
  type DocumentDefinition,
  defineDocument,
  VersionedDocument,
} from './documents/define-document.ts';
export {
  type Collected,
  type CollectedRow,
  type CollectionDefinition,
  DocumentCollection,
  defineDocumentCollection,
} from './documents/define-document-collection.ts';
export { documentController } from './documents/document.controller.ts';
export type { CheckContext, Publication, Publish, Published, Versioned } from './documents/document.ts';
export { collectionController } from './documents/document-collection.controller.ts';
export { type DocumentTableOptions, documentTable, firstVersion, firstVersions } from './documents/document-table.ts';
export { NameParam, type NameParameter } from './documents/name-param.ts';
export { etagOf } from './http/request/etag.ts';
export type { FormFields } from './http/request/form-fields.ts';
export { mapInSlices } from './http/request/in-slices.ts';
export { ChosenIdParam, IdParam, IfMatch } from './http/request/param.decorators.ts';
export { assertStorable, storableJson } from './http/request/parse-json.ts';
export { currentRequest } from './http/request/request-context.ts';
export { BatchBody, FormBody, Upload } from './http/request/route-config.ts';
export { readUpload, type UploadedFile } from './http/request/upload.ts';
export { HttpResponse } from './http/response/http-response.ts';
export { type ProblemDocument, problemResponse } from './http/response/problem-document.ts';
export { Direct } from './http/server/direct.ts';
export { UnitOfWork } from './idempotency/unit-of-work.ts';
export { BodyExample } from './openapi/body-example.ts';
export { checkOpenApi } from './openapi/check-openapi.ts';
export { lintOpenApi } from './openapi/lint-openapi.ts';
export { type OpenApiDocument, operationsOf } from './openapi/openapi-types.ts';
export { type DatabaseGauge, databaseGauges, overdueMetric } from './operations/database-gauge.ts';
export { createLogger, type Logger } from './operations/logger.ts';
export { ApiPage, pageDto } from './paging/api-page.ts';
export {
  type CursorKey,
  cursorOfNoPage,
  type Page,
  pageOf,
  readCursor,
  readIdCursor,
  readTimeCursor,
  type TimeCursor,
  writeCursor,
} from './paging/cursor.ts';
export { PageQuery } from './paging/page-query.ts';
export {
  databaseSslOf,
  databaseSslSettings,
  kafkaSecurityOf,
  kafkaSecuritySettings,
} from './settings/connection-settings.ts';
export { migrateSettings } from './settings/migrate-settings.ts';
export { type ServiceSettings, serviceSettings } from './settings/service-settings.ts';
export { type Setting, setting } from './settings/setting.ts';
export {
  defineSettings,
  readSettings,
  type SettingsDefinition,
  SettingsError,
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
export { generateOpenApi } from './startup/generate-openapi.ts';
export { migrateAccess, migrateSchema, OutdatedSchemaError, serviceMigrations } from './startup/migrate.ts';
export { startService } from './startup/start-service.ts';
export { ApiTable, ByteOrderMark } from './tables/table.dto.ts';
export {
  acceptedTable,
  linked,
  pageAsTable,
  streamedTable,
  type TableFormat,
  type TableType,
  tableText,
} from './tables/table.ts';
export { isTimeZone, momentIn, type TimeUnit, TimeZone, timeUnits, utc } from './time/time-zone.ts';
export { readDto } from './validation/dto.pipe.ts';
export { DtoBody, type DtoBodyOptions, without } from './validation/dto-body.ts';
export {
  AnyObject,
  Currency,
  Filter,
  Flag,
  Id,
  Integer,
  ListOf,
  ListOfKinds,
  type ListOptions,
  MinorUnits,
  Moment,
  Nested,
  Num,
  OneOf,
  type PropertyOptions,
  Text,
  Timestamp,
  Url,
  Zone,
} from './validation/dto-properties.ts';
export { toAjvSchema } from './validation/dto-schema.ts';
export { ItemProblemDto } from './validation/item-problem.dto.ts';
export { checkerOf, faultFinder, JsonBody, type JsonBodyOptions } from './validation/json-body.ts';
export { OmitFields } from './validation/omit-fields.ts';
export { OnBehalfOf } from './validation/on-behalf-of.ts';
export {
  anyObject,
  currency,
  type DtoClass,
  flag,
  id,
  integer,
  minorUnits,
  moment,
  nested,
  number,
  oneOf,
  text,
  timestamp,
  timeZone,
  url,
  type ValueRule,
} from './validation/value-rules.ts';
