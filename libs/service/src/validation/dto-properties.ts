import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, type ApiPropertyOptions, getSchemaPath } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, ValidateBy, ValidateIf } from 'class-validator';
import { keepSchema } from './dto-schema.ts';
import {
  anyObject,
  currency,
  type DtoClass,
  flag,
  id,
  integer,
  minorUnits,
  moment,
  type NumberOptions,
  nested,
  number,
  type ObjectOptions,
  oneOf,
  type TextOptions,
  text,
  timestamp,
  timeZone,
  url,
  type ValueRule,
} from './value-rules.ts';

/** What every property says. */
export interface PropertyOptions {
  readonly description: string;
  readonly example?: unknown;
  /** It may be left out. null is refused all the same. */
  readonly optional?: boolean;
  readonly nullable?: boolean;
  /** An optional property that is needed all the same, where the rest of the body says so. */
  // biome-ignore lint/suspicious/noExplicitAny: the class that the property belongs to
  readonly requiredIf?: (body: any) => boolean;
  readonly default?: unknown;
  /** A query parameter: it comes as a text. */
  readonly query?: boolean;
  /** More for the OpenAPI document only. */
  readonly openApi?: ApiPropertyOptions;
}

export interface ListOptions extends PropertyOptions {
  readonly min?: number;
  readonly max?: number;
  /** No item twice; a function says what must differ. */
  // biome-ignore lint/suspicious/noExplicitAny: an item of the list
  readonly unique?: true | ((item: any) => unknown);
}

export const Text = (options: PropertyOptions & TextOptions) => property(text(options), options);
export const Integer = (options: PropertyOptions & NumberOptions) => property(integer(options), options);
export const Num = (options: PropertyOptions & NumberOptions) => property(number(options), options);
export const Flag = (options: PropertyOptions) => property(flag(), options);
export const Timestamp = (options: PropertyOptions) => property(timestamp(), options);
export const Moment = (options: PropertyOptions) => property(moment(), options);
export const Zone = (options: PropertyOptions) => property(timeZone(), options);
export const OneOf = (values: readonly (string | number)[], options: PropertyOptions) =>
  property(oneOf(values), options);
export const Id = (options: PropertyOptions) => property(id(), options);
export const Url = (options: PropertyOptions & { readonly max?: number }) => property(url(options), options);
export const MinorUnits = (options: PropertyOptions & NumberOptions) => property(minorUnits(options), options);
export const Currency = (options: PropertyOptions) => property(currency(), options);
export const Nested = (dto: () => DtoClass, options: PropertyOptions) => property(nested(dto), options);
export const AnyObject = (options: PropertyOptions & ObjectOptions) => property(anyObject(options), options);

/** A list of one kind of value: `@ListOf(text({ max: 200 }), { max: 20, ... })`, or of objects: `@ListOf(() => ItemDto, ...)`. */
export function ListOf(items: ValueRule | (() => DtoClass), options: ListOptions): PropertyDecorator {
  const rule = typeof items === 'function' ? nested(items) : items;
  const { min = 0, max, unique } = options;
  const list: PropertyDecorator[] = [
    IsArray(),
    ...(min > 0 ? [ArrayMinSize(min)] : []),
    ...(max === undefined ? [] : [ArrayMaxSize(max)]),
    ...(unique ? [ArrayUnique(...(unique === true ? [] : [unique]))] : []),
  ];
  const length = { ...(min > 0 && { minItems: min }), ...(max !== undefined && { maxItems: max }) };
  return compose(options, {
    checks: [...list, ...rule.checks(true)],
    transform: listTransform(rule, options),
    openApi: listDocument(rule, length),
    schema: { type: 'array', items: rule.schema, ...length },
  });
}

/**
 * A filter of a list or of figures, the same in all services: several values mean any of them, as `a,b` and as the
 * parameter given several times; `\,` is a comma within a value. A value that its rule does not know is refused.
 */
export const Filter = (
  rule: ValueRule,
  { description, example, max = 50 }: { description: string; example: unknown; max?: number },
): PropertyDecorator =>
  ListOf(rule, {
    description: `${description} Several: with commas (\`\\\\,\` within a value) or repeated.`,
    example: [example],
    optional: true,
    query: true,
    max,
  });

/** Of an answer: a list of objects of several classes. The value of `field` says of which class an object is. */
export function ListOfKinds(
  field: string,
  classes: Readonly<Record<string, DtoClass>>,
  options: PropertyOptions,
): PropertyDecorator {
  const mapping = Object.fromEntries(Object.entries(classes).map(([kind, dto]) => [kind, getSchemaPath(dto)]));
  const items = {
    oneOf: [...new Set(Object.values(mapping))].map(($ref) => ({ $ref })),
    discriminator: { propertyName: field, mapping },
  };
  const list = ListOf(anyObject(), { ...options, openApi: { type: 'array', items } });
  return (target, name) => {
    ApiExtraModels(...Object.values(classes))(target.constructor);
    list(target, name);
  };
}

function listDocument({ openApi }: ValueRule, length: object): ApiPropertyOptions {
  const list = openApi.type === 'object' ? { type: 'array', items: openApi } : { ...openApi, isArray: true };
  return { ...list, ...length } as ApiPropertyOptions;
}

const property = (rule: ValueRule, options: PropertyOptions): PropertyDecorator =>
  compose(options, {
    checks: rule.checks(false),
    transform: valueTransform(rule, options),
    asItCame: rule.asItCame,
    openApi: { ...rule.openApi, ...rule.bounds } as ApiPropertyOptions,
    schema: rule.schema,
  });

interface Composed {
  readonly checks: readonly PropertyDecorator[];
  readonly transform: ((value: unknown) => unknown) | undefined;
  readonly asItCame?: boolean | undefined;
  readonly openApi: ApiPropertyOptions;
  readonly schema: object | (() => DtoClass);
}

/** Check, transformation, document and schema of one property. */
function compose(
  options: PropertyOptions,
  { checks, transform, asItCame, openApi, schema }: Composed,
): PropertyDecorator {
  const { optional = false, nullable = false } = options;
  return applyDecorators(
    ApiProperty(described(options, openApi)),
    keepSchema({ schema, nullable, required: !optional }),
    ...presence(options),
    ...(transform ? [Transform(({ value }: TransformFnParams) => transform(value))] : []),
    ...(asItCame ? [Transform(({ obj, key }: TransformFnParams) => obj[key])] : []),
    // Decorators are usually applied from the last to the first, and class-validator names their faults in that order.
    ...checks.toReversed(),
  );
}

function described(options: PropertyOptions, openApi: ApiPropertyOptions): ApiPropertyOptions {
  const { description, example, optional, nullable, default: value, openApi: more } = options;
  const own = openApi as { readonly enum?: readonly unknown[] };
  return {
    // A type of its own replaces that of the rule.
    ...(more?.type === undefined && openApi),
    ...(nullable && { nullable: true, ...(own.enum ? { enum: [...own.enum, null] } : {}) }),
    description,
    required: !optional,
    ...(example !== undefined && { example }),
    ...(value !== undefined && { default: value }),
    ...more,
  } as ApiPropertyOptions;
}

/** null and undefined: what may be left out is not checked then, and what is no null is no null. */
function presence({ optional, nullable, requiredIf }: PropertyOptions): PropertyDecorator[] {
  const absent = (body: unknown, value: unknown): boolean =>
    (value === undefined && optional === true && !requiredIf?.(body)) || (value === null && nullable === true);
  if (!optional && !nullable) return [];
  const conditional = ValidateIf((body, value) => !absent(body, value));
  return nullable ? [conditional] : [conditional, notNull()];
}

const notNull = (): PropertyDecorator =>
  ValidateBy({
    name: 'notNull',
    validator: { validate: (value) => value !== null, defaultMessage: () => 'must not be null' },
  });

const onText =
  (read: (text: string) => unknown) =>
  (value: unknown): unknown =>
    typeof value === 'string' ? read(value) : value;

function valueTransform({ transform, fromQuery }: ValueRule, { query }: PropertyOptions): Composed['transform'] {
  return query && fromQuery ? onText(fromQuery) : transform;
}

/** A comma after a backslash belongs to the value. Blanks around commas do not; a single value stays as it came. */
function splitAtCommas(text: string): string[] {
  const parts = text.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ','));
  return parts.length === 1 ? parts : parts.map((part) => part.trim());
}

function listTransform(rule: ValueRule, { query }: ListOptions): Composed['transform'] {
  const each = valueTransform(rule, { description: '', query: query === true });
  if (!query) return each && ((value) => (Array.isArray(value) ? value.map(each) : value));
  return (value) => {
    if (value === undefined) return value;
    const parts: unknown[] = Array.isArray(value) ? value : [value];
    const items = parts.flatMap((part) => (typeof part === 'string' ? splitAtCommas(part) : [part]));
    return each ? items.map(each) : items;
  };
}
