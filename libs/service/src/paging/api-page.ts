import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

/** The schema of `{ items: Item[], next }`; the route also needs `ApiExtraModels(item)`. */
export const pageSchema = (item: Type<unknown>) => ({
  type: 'object',
  required: ['items', 'next'],
  properties: {
    items: { type: 'array', items: { $ref: getSchemaPath(item) } },
    next: {
      type: ['string', 'null'] as never,
      description: 'Give it as `cursor` for the next page; null at the end.',
      example: null,
    },
  },
});

/** Documents a list: `{ items: Item[], next }`. */
export const ApiPage = (item: Type<unknown>, description = 'One page.'): MethodDecorator =>
  applyDecorators(ApiExtraModels(item), ApiOkResponse({ description, schema: pageSchema(item) }));
