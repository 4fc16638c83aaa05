import { isChosenId } from '@harken/contracts';
import { Invalid } from '@harken/errors';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

export interface NameParameter {
  /** Its name in the address: `calendarId`. */
  readonly parameter: string;
  readonly description: string;
  readonly example: string;
  readonly pattern: RegExp;
  /** What the pattern wants: `must be 1 to 100 letters`. */
  readonly message: string;
}

/** An id that its author chose, from the address. Anything that the pattern refuses is a 400, before any database is asked. */
export function NameParam(rule: NameParameter): ParameterDecorator {
  const { parameter, description, example, pattern, message } = rule;
  const decorate = createParamDecorator((_: unknown, execution: ExecutionContext): string => {
    const { params } = execution.switchToHttp().getRequest<FastifyRequest>();
    const value = (params as Record<string, string>)[parameter] ?? '';
    if (pattern.test(value) && isChosenId(value)) return value;
    throw new Invalid('request.invalid', `The id in the address ${message}.`, [
      { pointer: `/path/${parameter}`, code: 'wrong-format', detail: message },
    ]);
  })();
  return (target, name, index) => {
    decorate(target, name, index);
    const descriptor = name === undefined ? undefined : Object.getOwnPropertyDescriptor(target, name);
    if (!descriptor || name === undefined) throw new TypeError('@NameParam belongs on a parameter of a method.');
    ApiParam({ name: parameter, type: String, description, example })(target, name, descriptor);
  };
}
