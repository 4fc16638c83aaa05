import { hasVisibleCharacter, isChosenId, isRequestTime } from '@harken/contracts';
import { type FieldError, invalidRequest } from '@harken/errors';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FastifyRequest } from 'fastify';
import { type DtoBodyOptions, readOnlyNames, without } from './dto-body.ts';
import { toAjvSchema } from './dto-schema.ts';
import { schemaFaults } from './schema-faults.ts';
import type { DtoClass } from './value-rules.ts';

const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true });
// Its default export is wrapped once more under ES modules.
(formats as unknown as { default: (a: Ajv2020) => void }).default(ajv);
ajv.addFormat('date-time', isRequestTime);
ajv.addFormat('visible', (text: string) => text === '' || hasVisibleCharacter(text));
ajv.addFormat('chosenId', (text: string) => text === '' || isChosenId(text));

export type JsonSchema = object;

/** A compiled check that tells every fault of a value; empty when it fits. `root` is put before the pointers. */
export function faultFinder(schema: JsonSchema): (value: unknown, root?: string) => FieldError[] {
  let validate: ValidateFunction | undefined;
  return (value, root = '') => {
    validate ??= ajv.compile(schema);
    return validate(value) ? [] : schemaFaults(validate.errors ?? [], root);
  };
}

/** A compiled check that returns the value as it is, or throws Invalid with every fault. For hot paths; compiled at first use. */
export function checkerOf<T>(schema: JsonSchema): (value: unknown) => T {
  const find = faultFinder(schema);
  return (value) => {
    const faults = find(value);
    if (faults.length === 0) return value as T;
    throw invalidRequest(faults);
  };
}

export interface JsonBodyOptions extends DtoBodyOptions {
  readonly description?: string;
  readonly example?: unknown;
  readonly required?: boolean;
}

/**
 * The body, checked by compiled ajv instead of class-validator: values stay as they came, and a fault in a list names
 * the item. `body` is a DTO class or a JSON Schema (TypeBox).
 */
export function JsonBody(body: DtoClass | JsonSchema, options: JsonBodyOptions = {}): ParameterDecorator {
  const schema = typeof body === 'function' ? toAjvSchema(body as DtoClass) : body;
  const check = checkerOf(schema);
  const readOnly = typeof body === 'function' ? readOnlyNames(body as DtoClass, options) : (options.readOnly ?? []);
  const decorate = createParamDecorator((_: unknown, execution: ExecutionContext) =>
    check(without(readOnly, execution.switchToHttp().getRequest<FastifyRequest>().body)),
  )();
  return (target, name, index) => {
    decorate(target, name, index);
    const descriptor = name === undefined ? undefined : Object.getOwnPropertyDescriptor(target, name);
    if (!descriptor || name === undefined) throw new TypeError('@JsonBody belongs on a parameter of a method.');
    ApiBody({
      required: options.required ?? true,
      ...(options.description ? { description: options.description } : {}),
      ...(typeof body === 'function'
        ? { type: body }
        : { schema: { ...schema, ...(options.example === undefined ? {} : { example: options.example }) } }),
    })(target, name, descriptor);
  };
}
