import { Integer, ListOf, Text } from './dto-properties.ts';

class FieldErrorDto {
  @Text({ description: 'JSON pointer into the item.', example: '/answers/nps' }) pointer!: string;
  @Text({ description: 'Stable.', example: 'out-of-range' }) code!: string;
  @Text({ description: 'For people.', example: 'must be <= 10' }) detail!: string;
}

const DigestOf = (what: string) =>
  Text({
    description: `Of a conflict: the digest of ${what}.`,
    example: 'a3c8d04b59e17f6620fd918273645bce',
    optional: true,
  });

/** Why one item of a batch was not taken. The others are not affected. */
export class ItemProblemDto {
  @Text({ description: '`/problems/` and the code.', example: '/problems/request.invalid' }) type!: string;
  @Text({ description: 'For people.', example: 'The item is not valid' }) title!: string;
  @Integer({ description: 'As of a single request.', example: 400 }) status!: 400 | 409;
  @Text({ description: 'For people.', example: 'The request has a fault.' }) detail!: string;
  @Text({ description: 'Stable.', example: 'request.invalid' }) code!: string;
  @Text({ description: 'The item.', example: '#/items/1' }) instance!: string;
  @ListOf(() => FieldErrorDto, { description: 'Every wrong field.', optional: true }) errors?: FieldErrorDto[];
  @DigestOf('the record stored first') storedDigest?: string;
  @DigestOf('the item') receivedDigest?: string;
}
