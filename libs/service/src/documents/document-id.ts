import { Invalid } from '@harken/errors';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { CollectionDefinition } from './define-document-collection.ts';

/** The id of a document from the address. Anything that the pattern refuses is a 400, before any database is asked. */
export function DocumentId({
  parameter,
  description,
  example,
  pattern,
  message,
}: CollectionDefinition<object>['id']): ParameterDecorator {
  const decorate = createParamDecorator((_: unknown, execution: ExecutionContext): string => {
    const { params } = execution.switchToHttp().getRequest<FastifyRequest>();
    const value = (params as Record<string, string>)[parameter] ?? '';
    if (pattern.test(value)) return value;
    throw new Invalid('request.invalid', `The id in the address ${message}.`, [
      { pointer: `/path/${parameter}`, code: 'wrong-format', detail: message },
    ]);
  })();
  return (target, name, index) => {
    decorate(target, name, index);
    const descriptor = name === undefined ? undefined : Object.getOwnPropertyDescriptor(target, name);
    if (!descriptor || name === undefined) throw new TypeError('@DocumentId belongs on a parameter of a method.');
    ApiParam({ name: parameter, description, example })(target, name, descriptor);
  };
}
