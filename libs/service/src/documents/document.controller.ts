import { nameOf } from '@harken/contracts';
import { Controller, Get, Inject, Put, Query, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, Roles } from '../access/access.decorators.ts';
import type { Actor } from '../access/keys/roles.ts';
import { IfMatch } from '../http/request/param.decorators.ts';
import { UnitOfWork } from '../idempotency/unit-of-work.ts';
import { ApiPage } from '../paging/api-page.ts';
import { readCursor } from '../paging/cursor.ts';
import { PageQuery } from '../paging/page-query.ts';
import type { DtoClass } from '../validation/value-rules.ts';
import type { VersionedDocument } from './define-document.ts';
import type { Versioned } from './document.ts';
import {
  ApiDocumentAnswer,
  ApiText,
  DocumentBody,
  documentAnswer,
  named,
  type OperationText,
  publicationOf,
  shownPage,
} from './document-routes.ts';
import { VersionQuery } from './version-query.dto.ts';

/** PUT and GET of a document that a service has once, for `controllers` of its module; with a text for them, its versions. */
export function documentController<C extends object>(document: VersionedDocument<C>): Type<unknown> {
  const { definition } = document;
  const { path, tag, roles, texts, dated } = definition;

  class PublishController {
    constructor(@Inject(UnitOfWork) readonly unitOfWork: UnitOfWork) {}

    @Put()
    @Roles(...roles.publish)
    @ApiText(texts.publish)
    @ApiDocumentAnswer(definition)
    publish(
      @DocumentBody(definition) body: object,
      @CurrentActor() actor: Actor,
      @IfMatch() expectedVersion: number | undefined,
    ) {
      const publication = { ...publicationOf(definition, body), expectedVersion, actor: nameOf(actor) };
      return this.unitOfWork.transaction(async (tx) =>
        documentAnswer(definition, await document.publish(publication, tx)),
      );
    }
  }

  @ApiTags(tag)
  @Controller(path)
  class CurrentController extends PublishController {
    @Get()
    @Roles(...roles.read)
    @ApiText(texts.read)
    @ApiDocumentAnswer(definition)
    async read() {
      return documentAnswer(definition, await inForce(this.unitOfWork));
    }
  }
  const { versions: versionsText } = texts;
  if (!versionsText) return named(CurrentController, path);

  @ApiTags(tag)
  @Controller(path)
  class HistoryController extends PublishController {
    @Get()
    @Roles(...roles.read)
    @ApiText(texts.read)
    @ApiDocumentAnswer(definition)
    async read(@Query() { version }: VersionQuery) {
      const { manager } = this.unitOfWork.dataSource;
      const found = version === undefined ? await inForce(this.unitOfWork) : await document.version(manager, version);
      return documentAnswer(definition, found);
    }

    @Get('versions')
    @Roles(...roles.read)
    @ApiText(versionsText as OperationText)
    @ApiPage(definition.answer as DtoClass)
    async versions(@Query() { limit, cursor }: PageQuery) {
      const before = Number(readCursor(cursor)?.[0] ?? 2 ** 31 - 1);
      const versions = await document.versions(this.unitOfWork.dataSource.manager, before, limit + 1);
      return shownPage(definition, versions, limit, ({ version }) => [version]);
    }
  }
  return named(HistoryController, path);

  async function inForce({ dataSource }: UnitOfWork): Promise<Versioned<C>> {
    const current = await document.current(dataSource);
    // Its answer says when it was published, which nothing but the answer needs.
    return dated && current.version > 0 ? document.version(dataSource.manager, current.version) : current;
  }
}
