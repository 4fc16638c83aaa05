import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { readDto } from './dto.pipe.ts';
import { propertyNames } from './dto-schema.ts';
import type { DtoClass } from './value-rules.ts';

export interface DtoBodyOptions {
  /** Fields that answers have and bodies may have, too: they are taken and ignored, so that what GET gives, PUT takes. */
  readonly readOnly?: readonly string[];
  /** The class of the answer: what it has and the body has not is read-only, too. */
  readonly answer?: DtoClass;
}

/** The names that are taken and ignored. */
export const readOnlyNames = (body: DtoClass, { readOnly = [], answer }: DtoBodyOptions): string[] => {
  const known = new Set(propertyNames(body));
  return [...readOnly, ...(answer ? propertyNames(answer).filter((name) => !known.has(name)) : [])];
};

/** What `@Body() body: SomeDto` does, for routes that are made in a loop, where no type of a parameter names the class. */
export function DtoBody(dto: DtoClass, options: DtoBodyOptions = {}): ParameterDecorator {
  const readOnly = readOnlyNames(dto, options);
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
