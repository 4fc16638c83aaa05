import { FieldErrors } from '@harken/errors';

export const importKinds = ['customers', 'interactions', 'feedback', 'complaints'] as const;
export type ImportKind = (typeof importKinds)[number];

export const fieldTypes = ['text', 'number', 'integer', 'minor-units', 'flag', 'time', 'list', 'json'] as const;
export type FieldType = (typeof fieldTypes)[number];

/** How one field of a record is made from the columns of a row. */
export interface MappedField {
  /** A field of the record, with dots: `answers.nps`; a number is a place in a list: `answers.ratings.0.value`. */
  readonly field: string;
  /** The column; of several the first one with a value. Without a column the field is `constant`. */
  readonly columns?: readonly string[];
  /** Read as the type says. In a list, only where a column has filled the same entry. */
  readonly constant?: string;
  /** What the text of the column is; by the name of the field unless given. */
  readonly type?: FieldType;
  /** What the source calls it -> what Harken calls it; upper and lower case are the same. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** For what is not among `values`: keep it as it is, or leave the field out. */
  readonly otherValues?: 'keep' | 'leave-out';
  /** Where no column has a value; read as the type says. */
  readonly otherwise?: string;
  /** Times in other forms than ISO 8601, as Luxon writes them: `d/M/yyyy H:mm`. */
  readonly formats?: readonly string[];
  /** Between the items of a list; a comma unless given. */
  readonly separator?: string;
}

/** How the rows of an export become records of one kind. */
export interface Mapping {
  readonly kind: ImportKind;
  readonly fields: readonly MappedField[];
  /** The IANA zone of times without an offset; UTC unless given. */
  readonly zone?: string;
  /** The field (`attributes`, `data`) that takes every column which no field names. */
  readonly otherColumns?: string;
}

/** A file whose columns are named after the fields: no mapping is needed. */
export const plainMapping = (kind: ImportKind, columns: readonly string[]): Mapping => ({
  kind,
  fields: columns.filter(isField).map((column) => ({ field: column, columns: [column] })),
});

const requiredFields: Readonly<Record<ImportKind, readonly string[]>> = {
  customers: ['externalId'],
  interactions: ['source', 'id', 'type', 'customer', 'occurredAt'],
  feedback: ['source', 'id', 'method', 'occurredAt'],
  complaints: ['source', 'id', 'customer', 'text', 'channel', 'openedAt'],
};
const maxListPlaces = 100;
const unsafeNames = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with a mapping, beyond its form. */
export function mappingFaults(mapping: Mapping): FieldErrors {
  const errors = new FieldErrors();
  const names = mapping.fields.map(({ field }) => field);
  for (const [index, { field, columns, constant, formats, type }] of mapping.fields.entries()) {
    const at = errors.at('fields', index);
    at.at('field').addIf(names.indexOf(field) < index, 'repeated', 'is mapped twice');
    at.at('field').addIf(
      !isField(field),
      'wrong-format',
      `must be names with dots between; places in a list go from 0 to ${maxListPlaces - 1}`,
    );
    at.at('columns').addIf(!columns?.length && constant === undefined, 'required', 'or `constant` is needed');
    at.at('constant').addIf(
      Boolean(columns?.length) && constant !== undefined,
      'not-allowed',
      'is for a field without columns',
    );
    at.at('formats').addIf(formats !== undefined && typeOf(field, type) !== 'time', 'not-allowed', 'is for times');
  }
  for (const [index, name] of names.entries()) {
    const inside = names.some((other) => other.startsWith(`${name}.`));
    errors.at('fields', index, 'field').addIf(inside, 'not-allowed', 'is mapped whole and in parts');
  }
  for (const field of requiredFields[mapping.kind])
    errors.at('fields').addIf(!names.includes(field), 'required', `must map ${field}, which ${mapping.kind} need`);
  errors.at('zone').addIf(mapping.zone !== undefined && !isZone(mapping.zone), 'unknown', 'is no time zone');
  return errors;
}

const isField = (field: string): boolean =>
  field
    .split('.')
    .every((step) => step !== '' && !unsafeNames.has(step) && !(isPlace(step) && Number(step) >= maxListPlaces));

export const isPlace = (step: string): boolean => /^\d+$/.test(step);

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The fields that every record needs and no column of this header can fill. */
export function missingColumns(mapping: Mapping, columns: readonly string[]): string[] {
  const present = new Set(columns.map((column) => column.toLowerCase()));
  return requiredFields[mapping.kind].filter((field) => {
    const mapped = mapping.fields.find((one) => one.field === field);
    if (mapped?.constant !== undefined || mapped?.otherwise !== undefined) return false;
    return !mapped?.columns?.some((column) => present.has(column.toLowerCase()));
  });
}

/** The fields of records that are not texts, by their last name. */
const typesByName: readonly [RegExp, FieldType][] = [
  [/(^|\.)[a-z]+At$/, 'time'],
  [/(^|\.)(nps|csat|ces|level)$/, 'integer'],
  [/(^|\.)(value|min|max|experience|expectation|importance|ideal)$/, 'number'],
  [/^amount\.minor$/, 'integer'],
  [/^(history|consents\..+)$/, 'flag'],
  [/(^|\.)(segments|reasons)$/, 'list'],
  [
    /^(answers|answers\.(ratings|factors)|attachments|attributes|consents|contactPoints|data|amount|messages|escalations|actions)$/,
    'json',
  ],
];

export const typeOf = (field: string, type?: FieldType): FieldType =>
  type ?? typesByName.find(([pattern]) => pattern.test(field))?.[1] ?? 'text';
