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
import type { DocumentCollection } from './define-document-collection.ts';
import {
  ApiDocumentAnswer,
  ApiText,
  DocumentBody,
  documentAnswer,
  named,
  publicationOf,
  shownPage,
} from './document-routes.ts';
import { NameParam } from './name-param.ts';

/** Routes of a collection: PUT and GET by id, the list of all, and the versions of one. */
export function collectionController<C extends object>(collection: DocumentCollection<C>): Type<unknown> {
  const { definition } = collection;
  const { path, tag, roles, texts, id: rule } = definition;
  const one = `:${rule.parameter}`;

  @ApiTags(tag)
  @Controller(path)
  class CollectionController {
    constructor(@Inject(UnitOfWork) readonly unitOfWork: UnitOfWork) {}

    @Put(one)
    @Roles(...roles.publish)
    @ApiText(texts.publish)
    @ApiDocumentAnswer(definition)
    publish(
      @NameParam(rule) id: string,
      @DocumentBody(definition) body: object,
      @CurrentActor() actor: Actor,
      @IfMatch() expectedVersion: number | undefined,
    ) {
      const publication = { ...publicationOf(definition, body), id, expectedVersion, actor: nameOf(actor) };
      return this.unitOfWork.transaction(async (tx) =>
        documentAnswer(definition, await collection.publish(publication, tx)),
      );
    }

    @Get()
    @Roles(...roles.read)
    @ApiText(texts.list)
    @ApiPage(definition.answer)
    async list(@Query() { limit, cursor }: PageQuery) {
      const after = String(readCursor(cursor)?.[0] ?? '');
      const found = await collection.list(this.unitOfWork.dataSource.manager, after, limit + 1);
      return shownPage(definition, found, limit, ({ id }) => [id]);
    }

    @Get(one)
    @Roles(...roles.read)
    @ApiText(texts.read)
    @ApiDocumentAnswer(definition)
    async read(@NameParam(rule) id: string) {
      return documentAnswer(definition, await collection.latest(this.unitOfWork.dataSource.manager, id));
    }

    @Get(`${one}/versions`)
    @Roles(...roles.read)
    @ApiText(texts.versions)
    @ApiPage(definition.answer)
    async versions(@NameParam(rule) id: string, @Query() { limit, cursor }: PageQuery) {
      const { manager } = this.unitOfWork.dataSource;
      const newest = await collection.latest(manager, id);
      const before = Number(readCursor(cursor)?.[0] ?? newest.version + 1);
      const found = await collection.versions(manager, id, before, limit + 1);
      return shownPage(definition, found, limit, ({ version }) => [version]);
    }
  }
  return named(CollectionController, path);
}
