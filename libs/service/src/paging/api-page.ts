import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

/** Documents a list: `{ items: Item[], next }`. */
export function ApiPage(item: Type<unknown>, description = 'One page.'): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(item),
    ApiOkResponse({
      description,
      schema: {
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
      },
    }),
  );
}
