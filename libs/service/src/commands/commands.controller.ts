import type { Tx } from '@harken/database';
import {
  Controller,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  Inject,
  Post,
  type Type,
} from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentActor, Roles } from '../access/access.decorators.ts';
import type { Actor } from '../access/keys/roles.ts';
import { SETTINGS } from '../definition/tokens.ts';
import { IdParam, IfMatch } from '../http/request/param.decorators.ts';
import { UnitOfWork } from '../idempotency/unit-of-work.ts';
import { DtoBody } from '../validation/dto-body.ts';
import type { CommandRoutes, Commands, CommandTarget, PathParameter, TableEntry } from './command.ts';

/** One POST for each command of the table, for `controllers` of the module. */
export function commandsController<R, P extends object = object>(
  commands: Commands<R, P>,
  routes: CommandRoutes<R, P>,
): Type<unknown> {
  @(routes.tag ? ApiTags(routes.tag) : () => undefined)
  @Controller(routes.path)
  class CommandsController {
    constructor(
      @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
      @Inject(SETTINGS) private readonly settings: object,
    ) {}

    give({ run }: TableEntry<R, P>, target: Omit<CommandTarget, 'settings'> & P, body: object) {
      const whole = { ...target, settings: this.settings };
      return this.unitOfWork.transaction(async (tx: Tx) =>
        routes.respond(await run(whole, body as never, tx), whole, tx),
      );
    }
  }

  const { prototype } = CommandsController;
  for (const [name, command] of Object.entries(commands)) {
    const method = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    // In an object, so that the function has the name of the method.
    const { [method]: value } = {
      [method](this: CommandsController, id: string, rest: P, actor: Actor, expectedVersion?: number, body = {}) {
        return this.give(command, { id, expectedVersion, actor, ...rest }, body);
      },
    };
    const descriptor: PropertyDescriptor = { value, configurable: true, writable: true };
    Object.defineProperty(prototype, method, descriptor);
    const parameters = [IdParam(), pathParameters(routes), CurrentActor(), IfMatch()];
    if (command.body) parameters.push(DtoBody(command.body));
    for (const [index, decorate] of parameters.entries()) decorate(prototype, method, index);
    for (const decorate of methodDecorators(name, command, routes)) decorate(prototype, method, descriptor);
  }
  return Object.defineProperty(CommandsController, 'name', { value: `${routes.name}Controller` });
}

function methodDecorators<R, P extends object>(
  name: string,
  { summary, description, roles, status = 200, created, answer }: TableEntry<R, P>,
  routes: CommandRoutes<R, P>,
): MethodDecorator[] {
  const response = { description: routes.answer.description, type: answer ?? routes.answer.type };
  return [
    ...[Post(name), HttpCode(status), Roles(...roles), ApiOperation({ summary, description })],
    ApiResponse({ ...response, status }),
    ...(created ? [ApiResponse({ ...response, status: 201, description: created })] : []),
    ...rulesOf(routes).map(([parameter, { description, schema, example }]) =>
      ApiParam({ name: parameter, description, schema: { ...schema, example } }),
    ),
  ];
}

const rulesOf = ({ parameters = {} }: { readonly parameters?: object }) =>
  Object.entries(parameters as Readonly<Record<string, PathParameter<unknown>>>);

/** All parameters of the address beside the id, read. */
const pathParameters = (routes: { readonly parameters?: object }): ParameterDecorator =>
  createParamDecorator((_: unknown, execution: ExecutionContext) => {
    const texts = execution.switchToHttp().getRequest<FastifyRequest>().params as Record<string, string>;
    return Object.fromEntries(rulesOf(routes).map(([name, { read }]) => [name, read(texts[name] ?? '')]));
  })();
