import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { readDto } from './dto.pipe.ts';
import type { DtoClass } from './value-rules.ts';

export interface DtoBodyOptions {
  /** Fields that answers have and bodies may have, too: they are taken and ignored, so that what GET gives, PUT takes. */
  readonly readOnly?: readonly string[];
}

/** What `@Body() body: SomeDto` does, for routes that are made in a loop, where no type of a parameter names the class. */
export function DtoBody(dto: DtoClass, { readOnly = [] }: DtoBodyOptions = {}): ParameterDecorator {
  const decorate = createParamDecorator((_: unknown, execution: ExecutionContext) =>
    readDto(dto, without(readOnly, execution.switchToHttp().getRequest<FastifyRequest>().body), ''),
  )();
  return (target, name, index) => {
    decorate(target, name, index);
    const descriptor = name === undefined ? undefined : Object.getOwnPropertyDescriptor(target, name);
    if (!descriptor || name === undefined) throw new TypeError('@DtoBody belongs on a parameter of a method.');
    ApiBody({ type: dto })(target, name, descriptor);
  };
}

/** The body without the fields; anything that is no object passes unchanged, to be refused. */
export function without(names: readonly string[], body: unknown): unknown {
  if (names.length === 0 || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
