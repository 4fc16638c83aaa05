import { Invalid } from '@harken/errors';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FastifyRequest } from 'fastify';
import { schemaFaults } from './schema-faults.ts';

const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true });
// Its default export is wrapped once more under ES modules.
(formats as unknown as { default: (a: Ajv2020) => void }).default(ajv);

export type JsonSchema = object;

/** A compiled check: returns the value as it is, or throws Invalid with every fault. For hot paths; compiles at first use. */
export function checkerOf<T>(schema: JsonSchema, root = ''): (value: unknown) => T {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= ajv.compile(schema);
    if (validate(value)) return value as T;
    const faults = schemaFaults(validate.errors ?? [], root);
    throw new Invalid(
      'request.invalid',
      `The request has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}.`,
      faults,
    );
  };
}

export interface JsonBodyOptions {
  readonly description?: string;
  readonly example?: unknown;
  readonly required?: boolean;
}

/**
 * The body, checked by a JSON Schema (TypeBox) through compiled ajv instead of a DTO class, and documented from it.
 * Unknown fields are refused where the schema says `additionalProperties: false`.
 */
export function JsonBody(schema: JsonSchema, options: JsonBodyOptions = {}): ParameterDecorator {
  const check = checkerOf(schema);
  const decorate = createParamDecorator((_: unknown, execution: ExecutionContext) =>
    check(execution.switchToHttp().getRequest<FastifyRequest>().body),
  )();
  return (target, name, index) => {
    decorate(target, name, index);
    const descriptor = name === undefined ? undefined : Object.getOwnPropertyDescriptor(target, name);
    if (!descriptor || name === undefined) throw new TypeError('@JsonBody belongs on a parameter of a method.');
    ApiBody({
      required: options.required ?? true,
      ...(options.description ? { description: options.description } : {}),
      schema: { ...schema, ...(options.example === undefined ? {} : { example: options.example }) },
    })(target, name, descriptor);
  };
}
