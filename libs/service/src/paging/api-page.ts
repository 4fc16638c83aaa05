import type { Type } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { ListOf, Text } from '../validation/dto-properties.ts';
import type { DtoClass } from '../validation/value-rules.ts';

const pages = new WeakMap<Type<unknown>, DtoClass>();

/** The class of `{ items: Item[], next }`, named after its item: `ComplaintDto` -> `ComplaintPage`. */
export function pageDto(item: Type<unknown>): DtoClass {
  const known = pages.get(item);
  if (known) return known;
  class Page {
    @ListOf(() => item as DtoClass, { description: 'In their order.' }) items!: object[];
    @Text({ description: 'Give it as `cursor` for the next page; null at the end.', example: null, nullable: true })
    next!: string | null;
  }
  Object.defineProperty(Page, 'name', { value: `${item.name.replace(/Dto$/, '')}Page` });
  pages.set(item, Page);
  return Page;
}

/** Documents a list: `{ items: Item[], next }`. */
export const ApiPage = (item: Type<unknown>, description = 'One page.'): MethodDecorator =>
  ApiOkResponse({ description, type: pageDto(item) });
