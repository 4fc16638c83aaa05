import { Type } from 'typebox';

/** Fields of request bodies. Whatever may be left out may also be null: CRMs send both for "not known". */
export const closed = { additionalProperties: false } as const;

const optional = <T>(schema: object) => Type.Optional(Type.Unsafe<T | null>(schema));

export const requiredName = (description: string, example: string) =>
  Type.String({ minLength: 1, maxLength: 200, description, example });

export const optionalName = (description: string, example: string) =>
  optional<string>({ type: ['string', 'null'], minLength: 1, maxLength: 200, description, example });

export const optionalText = (maxLength: number, description: string, example: string) =>
  optional<string>({ type: ['string', 'null'], maxLength, description, example });

export const optionalOneOf = <const T extends readonly string[]>(values: T, description: string, example: T[number]) =>
  optional<T[number]>({ type: ['string', 'null'], enum: [...values, null], description, example });

export const optionalNumber = (type: 'integer' | 'number', minimum: number, maximum: number, description: string) =>
  optional<number>({ type: [type, 'null'], minimum, maximum, description, example: minimum + 1 });

export const optionalLanguage = () =>
  optional<string>({
    type: ['string', 'null'],
    pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$',
    maxLength: 35,
    description: 'BCP 47.',
    example: 'en',
  });

export const requiredTime = (description: string) =>
  Type.String({ format: 'date-time', maxLength: 40, description, example: '2026-03-02T09:15:00.000Z' });
