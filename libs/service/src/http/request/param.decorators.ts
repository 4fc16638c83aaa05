import { isChosenId, textRules } from '@harken/contracts';
import { Invalid } from '@harken/errors';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiParam } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { readIfMatch } from './etag.ts';

const onMethod = (decorator: MethodDecorator, target: object, name: string | symbol | undefined): void => {
  const descriptor = name === undefined ? undefined : Object.getOwnPropertyDescriptor(target, name);
  if (!descriptor || name === undefined) throw new TypeError('This decorator belongs on a parameter of a method.');
  decorator(target, name, descriptor);
};

const requestOf = (execution: ExecutionContext) => execution.switchToHttp().getRequest<FastifyRequest>();

/** The version in If-Match, or undefined. The store throws Stale when it is not the current one. */
export function IfMatch(): ParameterDecorator {
  const decorate = createParamDecorator((_: unknown, execution: ExecutionContext) =>
    readIfMatch(requestOf(execution).headers['if-match']),
  )();
  return (target, name, index) => {
    decorate(target, name, index);
    onMethod(
      ApiHeader({
        name: 'If-Match',
        required: false,
        description: 'The ETag you decided on; 412 when it has changed since.',
        schema: { type: 'string', example: '"7"' },
      }),
      target,
      name,
    );
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID from the path. Anything else is a 400, before the database is queried. */
export function IdParam(parameter = 'id', description = 'Its id.'): ParameterDecorator {
  const decorate = createParamDecorator((_: unknown, execution: ExecutionContext): string => {
    const value = (requestOf(execution).params as Record<string, string>)[parameter] ?? '';
    if (uuid.test(value)) return value.toLowerCase();
    throw new Invalid('request.invalid', 'The id in the address is not a UUID.', [
      { pointer: `/path/${parameter}`, code: 'wrong-format', detail: 'must be a UUID' },
    ]);
  })();
  return (target, name, index) => {
    decorate(target, name, index);
    // Beside a schema swagger drops the example.
    const schema = { type: 'string', format: 'uuid', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e' } as const;
    onMethod(ApiParam({ name: parameter, description, schema }), target, name);
  };
}

const longestChosenId = 200;

/** An id that another system chose, from the address: with a visible character, and none of the words for nothing. */
export function ChosenIdParam(parameter: string, description: string, example: string): ParameterDecorator {
  const decorate = createParamDecorator((_: unknown, execution: ExecutionContext): string => {
    const value = (requestOf(execution).params as Record<string, string>)[parameter] ?? '';
    const short = value.length <= longestChosenId || [...value].length <= longestChosenId;
    if (short && isChosenId(value)) return value;
    const [code, detail] = short
      ? ['not-allowed', textRules.chosenId]
      : ['wrong-length', `must have at most ${longestChosenId} characters`];
    throw new Invalid('request.invalid', 'The id in the address cannot be used.', [
      { pointer: `/path/${parameter}`, code, detail },
    ]);
  })();
  return (target, name, index) => {
    decorate(target, name, index);
    const schema = { type: 'string', minLength: 1, maxLength: longestChosenId, example } as const;
    onMethod(ApiParam({ name: parameter, description, schema }), target, name);
  };
}
