import { Integer } from '../validation/dto-properties.ts';

export class VersionQuery {
  @Integer({
    description: 'The one in force without it.',
    example: 2,
    query: true,
    optional: true,
    min: 1,
    max: 2147483647,
  })
  version?: number;
}
