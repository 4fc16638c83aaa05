import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsISO8601, IsOptional, IsString, Length } from 'class-validator';

const maxNames = 50;

/** `a,b`, or given several times. */
export const splitAtCommas = ({ value }: Pick<TransformFnParams, 'value'>): unknown[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) => (typeof one === 'string' ? one.split(',') : [one]));

export const wholeNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;

/** Names may contain commas, so several are given by repetition. */
export function NamesFilter(what: string, example: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: [String], description: `${what}; several times for any of them.`, example: [example] }),
    IsOptional(),
    Transform(({ value }) => (Array.isArray(value) ? value : [value])),
    IsArray(),
    ArrayMaxSize(maxNames),
    IsString({ each: true }),
    Length(1, 200, { each: true }),
  );
}

export function BooleanFilter(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ description, type: 'boolean', example: true }),
    IsOptional(),
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value)),
    IsBoolean(),
  );
}

/** Several values of a fixed list, separated by commas. */
export function ChoiceFilter(description: string, allowed: readonly string[], example: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ description: `${description}, separated by commas.`, type: 'string', example }),
    IsOptional(),
    Transform(splitAtCommas),
    ArrayMaxSize(maxNames),
    IsIn(allowed, { each: true }),
  );
}

export function TimeFilter(description: string, example: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ description, format: 'date-time', example }),
    IsOptional(),
    IsISO8601({ strict: true, strictSeparator: true }),
  );
}
