import { fieldTypes, type ImportKind, importKinds, type MappedField, type Mapping } from '@harken/row-files';
import { AnyObject, Integer, ListOf, OneOf, Text, text } from '@harken/service';

const optional = { optional: true } as const;

class MappedFieldDto {
  @Text({
    description:
      'The field of the record, as in the body of its POST, with dots: `answers.nps`. A number is a place in a list: `answers.ratings.0.value`.',
    example: 'answers.csat',
    max: 200,
  })
  field!: string;
  @ListOf(text({ max: 200 }), {
    description: 'The columns it comes from, in any case; the first one with a value counts.',
    example: ['Satisfaction Score'],
    min: 1,
    max: 20,
    ...optional,
  })
  columns?: string[];
  @Text({
    description:
      'Instead of columns: always this, read as the type says. In a list only where a column has filled the same entry.',
    example: 'zendesk',
    max: 2000,
    ...optional,
  })
  constant?: string;
  @OneOf(fieldTypes, {
    description:
      'How the text of the column is read; by the name of the field unless given. `minor-units`: 1,250.50 becomes 125050.',
    example: 'integer',
    ...optional,
  })
  type?: (typeof fieldTypes)[number];
  @AnyObject({
    description: 'What the source calls it, and what it is here. Upper and lower case are the same.',
    example: { good: 5, bad: 1 },
    max: 500,
    ...optional,
  })
  values?: Record<string, unknown>;
  @OneOf(['keep', 'leave-out'], {
    description: 'What becomes of a value that is not among `values`; it is kept unless given.',
    example: 'leave-out',
    ...optional,
  })
  otherValues?: 'keep' | 'leave-out';
  @Text({ description: 'Where no column has a value.', example: '3', max: 2000, ...optional }) otherwise?: string;
  @ListOf(text({ max: 100 }), {
    description: 'Of times that are not written by ISO 8601, with the tokens of Luxon. Tried in order.',
    example: ['d/M/yyyy H:mm'],
    min: 1,
    max: 20,
    ...optional,
  })
  formats?: string[];
  @Text({ description: 'Between the items of a list; a comma unless given.', example: ';', max: 10, ...optional })
  separator?: string;
}

const example: readonly MappedField[] = [
  { field: 'source', constant: 'zendesk' },
  { field: 'id', columns: ['Id'] },
  { field: 'customer', columns: ['Requester external id', 'Requester id'] },
  { field: 'method', constant: 'email' },
  { field: 'answers.csat', columns: ['Satisfaction Score'], values: { good: 5, bad: 1 }, otherValues: 'leave-out' },
  { field: 'occurredAt', columns: ['Created at'], formats: ['d/M/yyyy H:mm'] },
];

export class MappingBody {
  @OneOf(importKinds, { description: 'What the rows become.', example: 'feedback' }) kind!: ImportKind;
  @ListOf(() => MappedFieldDto, { description: 'How each field is filled.', example, min: 1, max: 200 })
  fields!: MappedFieldDto[];
  @Text({
    description: 'The IANA zone of times without an offset; UTC unless given.',
    example: 'Asia/Hong_Kong',
    max: 100,
    ...optional,
  })
  zone?: string;
  @OneOf(['attributes', 'data'], {
    description: 'The field that takes every column which no field names; they are left out unless given.',
    example: 'attributes',
    ...optional,
  })
  otherColumns?: 'attributes' | 'data';
}

export class MappingDto extends MappingBody {
  @Text({ description: 'Its name.', example: 'zendesk' }) id!: string;
  @Integer({ description: 'It grows with every publication.', example: 1 }) version!: number;
}

/** Without the fields that the body left out. */
export const toMapping = (body: MappingBody): Mapping => JSON.parse(JSON.stringify(body));
