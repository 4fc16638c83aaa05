import { Integer, Text } from '../validation/dto-properties.ts';

/** `?limit=&cursor=` of every list; extend it with the filters. */
export class PageQuery {
  @Integer({
    description: 'How many items at most.',
    example: 50,
    default: 50,
    optional: true,
    query: true,
    min: 1,
    max: 500,
    message: 'must be a whole number',
  })
  limit: number = 50;

  @Text({
    description: 'The `next` of the page before; the first page without it.',
    example: 'WyIyMDI2LTA1LTA0VDEwOjAwOjAwLjAwMFoiXQ',
    optional: true,
    min: 0,
    max: 2_000,
  })
  cursor?: string;
}
