import { hasVisibleCharacter, isChosenId, isRequestTime, requestTimeRule, textRules } from '@harken/contracts';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  IsUrl,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { isTimeZone } from '../time/time-zone.ts';
import { isMoment } from '../time/timestamp.ts';

export type DtoClass<T extends object = object> = new () => T;

/** One kind of value: how it is checked, read, described and compiled. A property or the items of a list have one. */
export interface ValueRule {
  /** For class-validator; with `each` for every item of a list. The first is named first in the detail of a fault. */
  readonly checks: (each: boolean) => readonly PropertyDecorator[];
  /** Brings one value into its usual form; anything else passes unchanged, for the checks to refuse. */
  readonly transform?: (value: unknown) => unknown;
  /** The value is taken from the request untouched: class-transformer would leave out a field named `constructor`. */
  readonly asItCame?: boolean;
  /** Reads it from the text of a query parameter. */
  readonly fromQuery?: (text: string) => unknown;
  readonly openApi: ApiPropertyOptions;
  /** What the document says of its bounds. */
  readonly bounds?: object;
  /** For ajv; a class stands for its own schema. */
  readonly schema: object | (() => DtoClass);
}

export interface TextOptions {
  /** At least so many characters; 1 unless given. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  /** Says what the pattern wants, for people: `must be three capital letters`. */
  readonly message?: string;
  readonly format?: keyof typeof formats;
  /** It is an id that another system chose: words like `null`, which broken connectors send, are none. */
  readonly chosenId?: boolean;
}

const formats = { email: fullFormats.email as RegExp, uri: fullFormats.uri as (text: string) => boolean };

const isOfFormat = (format: keyof typeof formats, each: boolean): PropertyDecorator => {
  const known = formats[format];
  const fits = (value: unknown): boolean =>
    typeof value === 'string' && (known instanceof RegExp ? known.test(value) : known(value));
  const message = { email: 'must be an e-mail address', uri: 'must be an absolute URI' }[format];
  return ValidateBy({ name: 'format', validator: { validate: fits, defaultMessage: () => message } }, { each });
};

// What is no text, and no character at all, other checks say.
const isText = (name: 'visible' | 'chosenId', each: boolean): PropertyDecorator => {
  const known = name === 'visible' ? hasVisibleCharacter : isChosenId;
  const fits = (value: unknown): boolean => typeof value !== 'string' || value === '' || known(value);
  return ValidateBy({ name, validator: { validate: fits, defaultMessage: () => textRules[name] } }, { each });
};

export interface NumberOptions {
  readonly min?: number;
  readonly max?: number;
  readonly message?: string;
}

const given = <T extends object>(options: T): T =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;

const saying = (message: string | undefined, each: boolean) => ({
  each,
  ...(message === undefined ? {} : { message }),
});

/**
 * A text with a visible character. With a pattern and no bounds, the pattern says how long it is; with `min: 0` it may
 * also be empty.
 */
export function text({ min, max, pattern, message, format, chosenId }: TextOptions = {}): ValueRule {
  const least = min ?? (pattern && max === undefined ? 0 : 1);
  const kind = chosenId ? 'chosenId' : pattern || format ? undefined : 'visible';
  const bounded = min !== undefined || max !== undefined;
  const length = (each: boolean): PropertyDecorator[] => {
    if (least > 0 && max !== undefined) return [Length(least, max, { each })];
    return [
      ...(least > 0 ? [MinLength(least, { each })] : []),
      ...(max !== undefined ? [MaxLength(max, { each })] : []),
    ];
  };
  return {
    checks: (each) => [
      IsString({ each }),
      ...length(each),
      ...(pattern ? [Matches(pattern, saying(message, each))] : []),
      ...(format ? [isOfFormat(format, each)] : []),
      ...(kind ? [isText(kind, each)] : []),
    ],
    openApi: given({ type: String, format }) as ApiPropertyOptions,
    bounds: given({
      minLength: min || undefined,
      maxLength: max,
      // Nearly the same, in words that every client of the document understands.
      pattern: pattern?.source ?? (kind && bounded && least > 0 ? '\\S' : undefined),
    }),
    schema: given({
      type: 'string',
      minLength: least > 0 ? least : undefined,
      maxLength: max,
      pattern: pattern?.source,
      format: format ?? kind,
    }),
  };
}

const bounds = ({ min, max }: NumberOptions, each: boolean): PropertyDecorator[] => [
  ...(min === undefined ? [] : [Min(min, { each })]),
  ...(max === undefined ? [] : [Max(max, { each })]),
];
const limits = ({ min, max }: NumberOptions) => given({ minimum: min, maximum: max });

/** A whole number. */
export const integer = (options: NumberOptions = {}): ValueRule => ({
  checks: (each) => [IsInt(saying(options.message, each)), ...bounds(options, each)],
  fromQuery: (value) => (/^\d{1,9}$/.test(value) ? Number(value) : value),
  openApi: { type: 'integer' },
  bounds: limits(options),
  schema: { type: 'integer', ...limits(options) },
});

/** A finite number. */
export const number = (options: NumberOptions = {}): ValueRule => ({
  checks: (each) => [IsNumber({}, saying(options.message, each)), ...bounds(options, each)],
  fromQuery: (value) => (/^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : value),
  openApi: { type: 'number' },
  bounds: limits(options),
  schema: { type: 'number', ...limits(options) },
});

export const flag = (): ValueRule => ({
  checks: (each) => [IsBoolean({ each })],
  fromQuery: (value) => (value === 'true' ? true : value === 'false' ? false : value),
  openApi: { type: 'boolean' },
  schema: { type: 'boolean' },
});

/** A time with its offset; stays the text that came. */
export const timestamp = (): ValueRule => ({
  checks: (each) => [
    ValidateBy(
      {
        name: 'isRfc3339',
        validator: { validate: isRequestTime, defaultMessage: () => requestTimeRule },
      },
      { each },
    ),
  ],
  openApi: { type: String, format: 'date-time' },
  schema: { type: 'string', format: 'date-time' },
});

/** A time with its offset, or a date, which begins in the time zone of the request: `momentIn` reads it. */
export const moment = (): ValueRule => ({
  checks: (each) => [
    ValidateBy(
      {
        name: 'isMoment',
        validator: {
          validate: isMoment,
          defaultMessage: () => 'must be a date or a time with its offset, like 2026-03-02 or 2026-03-02T10:15:00Z',
        },
      },
      { each },
    ),
  ],
  openApi: { type: String },
  schema: { type: 'string' },
});

/** A time zone of the IANA. */
export const timeZone = (): ValueRule => ({
  checks: (each) => [
    ValidateBy(
      {
        name: 'isTimeZone',
        validator: {
          validate: (value) => typeof value === 'string' && isTimeZone(value),
          defaultMessage: () => 'must be a time zone of the IANA, like Asia/Bangkok',
        },
      },
      { each },
    ),
  ],
  openApi: { type: String },
  schema: { type: 'string' },
});

/** One of a closed set. */
export const oneOf = (values: readonly (string | number)[]): ValueRule => ({
  checks: (each) => [IsIn([...values], { each })],
  openApi: { enum: [...values] },
  schema: { enum: [...values] },
});

const lowerCase = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** A UUID, in small letters from here on. */
export const id = (): ValueRule => ({
  checks: (each) => [IsUUID(undefined, { each })],
  transform: lowerCase,
  openApi: { type: String, format: 'uuid' },
  schema: { type: 'string', format: 'uuid' },
});

const protocols = ['https', 'http'];

/** An absolute address of the web; a host without a dot is one, too. */
export const url = ({ max = 2000 }: { readonly max?: number } = {}): ValueRule => ({
  checks: (each) => [
    IsUrl({ protocols, require_protocol: true, require_tld: false }, { each }),
    MaxLength(max, { each }),
  ],
  openApi: { type: String },
  schema: { type: 'string', format: 'uri', pattern: '^https?://', maxLength: max },
});

/** An amount in the smallest unit of its currency. */
export const minorUnits = (options: NumberOptions = {}): ValueRule => ({
  ...integer({ min: 0, max: 1_000_000_000_000, ...options }),
  bounds: limits(options),
});

/** ISO 4217. */
export const currency = (): ValueRule => text({ pattern: /^[A-Z]{3}$/, message: 'must be three capital letters' });

/** An object of another DTO class. The class is named in a function, because it may stand further down. */
export const nested = (dto: () => DtoClass): ValueRule => ({
  // Without IsObject class-validator looks into lists in lists, and finds nothing to refuse in `[[]]`.
  checks: (each) => [IsObject({ each }), ValidateNested({ each }), Type(dto) as PropertyDecorator],
  // Written out: swagger tells a class from a function that gives one by the name `type`.
  openApi: { type: () => dto() },
  schema: dto,
});

export interface ObjectOptions {
  /** Describes what the fields hold, for the document and for ajv. */
  readonly values?: object;
  /** At most so many fields. */
  readonly max?: number;
}

const hasAtMost = (max: number, each: boolean): PropertyDecorator => {
  const fits = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length <= max;
  const defaultMessage = () => `must not have more than ${max} fields`;
  return ValidateBy({ name: 'maxProperties', validator: { validate: fits, defaultMessage } }, { each });
};

/** Any object. */
export const anyObject = ({ values, max }: ObjectOptions = {}): ValueRule => ({
  checks: (each) => [IsObject({ each }), ...(max === undefined ? [] : [hasAtMost(max, each)])],
  asItCame: true,
  openApi: { type: 'object', additionalProperties: values ?? true } as ApiPropertyOptions,
  bounds: given({ maxProperties: max }),
  schema: given({ type: 'object', additionalProperties: values ?? true, maxProperties: max }),
});
