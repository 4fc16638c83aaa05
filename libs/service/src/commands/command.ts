import type { Tx } from '@harken/database';
import type { Type } from '@nestjs/common';
import type { Actor, Role } from '../access/keys/roles.ts';
import type { HttpResponse } from '../http/response/http-response.ts';
import { readDto } from '../validation/dto.pipe.ts';
import type { DtoClass } from '../validation/value-rules.ts';

/** What a command is given to, and by whom. `P` are the parameters of the address beside `id`. */
export type CommandTarget<P extends object = object> = {
  readonly id: string;
  /** Of `If-Match`; undefined without it. */
  readonly expectedVersion: number | undefined;
  readonly actor: Actor;
  /** All settings of the service, for `settingsOf`. */
  readonly settings: object;
} & P;

/** One command: what it takes, who may give it, what it does. Everything else derives from it. */
export interface Command<B extends object, R, P extends object = object> {
  readonly summary: string;
  readonly description: string;
  readonly roles: readonly Role[];
  /** The class of its body; without it a body is ignored. */
  readonly body?: DtoClass<B>;
  /** In the one transaction of the request. */
  readonly run: (target: CommandTarget<P>, body: B, tx: Tx) => Promise<R>;
  /** From which state to which; `stays` where it changes something else. What is not named is forbidden. */
  readonly transitions?: Readonly<Record<string, string>>;
  /** 200 unless given; 202 where the work is still to come. */
  readonly status?: 200 | 202;
  /** What a 201 means, where something new may come of it. */
  readonly created?: string;
  /** The class of its answer, where it is another one than that of the table. */
  readonly answer?: Type<unknown>;
}

/** A command with the type of its body, its target and its result. */
export const command = <B extends object, R, P extends object = object>(one: Command<B, R, P>): Command<B, R, P> => one;

/** The commands by name as in their addresses: `POST <path>/<name>`. */
export type Commands<R, P extends object = object> = Readonly<Record<string, TableEntry<R, P>>>;

/** A command of whatever body. */
export interface TableEntry<R, P extends object = object> extends Omit<Command<never, R, P>, 'body'> {
  readonly body?: DtoClass;
}

/** The type of each body by the name of its command. */
export type BodiesOf<T> = { readonly [N in keyof T]: T[N] extends { body?: DtoClass<infer B> } ? B : never };

/** Any of the commands with its body, as one value. */
export type AnyCommandOf<T> = { [N in keyof T]: { readonly name: N } & BodiesOf<T>[N] }[keyof T];

/** A command with the body it is given, for any number of targets. */
export interface BoundCommand<R, P extends object = object> {
  readonly body: object;
  readonly run: (target: CommandTarget<P>, tx: Tx) => Promise<R>;
}

/** Reads the body of a command that was chosen by its name; Invalid with every fault, their pointers below `root`. */
export async function bindCommand<R, P extends object = object>(
  { body: dto, run }: TableEntry<R, P>,
  value: unknown,
  root: string,
): Promise<BoundCommand<R, P>> {
  const body = dto ? await readDto(dto, value, root) : {};
  return { body, run: (target, tx) => run(target, body as never, tx) };
}

/** What each state allows, and where it leads: state -> command -> next state. */
export function transitionsOf(
  commands: Readonly<Record<string, Pick<TableEntry<unknown>, 'transitions'>>>,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const table: Record<string, Record<string, string>> = {};
  for (const [name, { transitions = {} }] of Object.entries(commands))
    for (const [from, to] of Object.entries(transitions)) table[from] = { ...table[from], [name]: to };
  return table;
}

/** How the routes of a table of commands look, and what they answer. */
export interface CommandRoutes<R, P extends object = object> {
  /** The ids of the operations begin with it: `ComplaintCommands`. */
  readonly name: string;
  readonly tag?: string;
  /** `v1/complaints/:id`. */
  readonly path: string;
  readonly parameters?: { readonly [K in keyof P]: PathParameter<P[K]> };
  readonly answer: { readonly description: string; readonly type: Type<unknown> };
  readonly respond: (
    result: R,
    target: CommandTarget<P>,
    tx: Tx,
  ) => HttpResponse<unknown> | Promise<HttpResponse<unknown>>;
}

export interface PathParameter<V> {
  readonly description: string;
  readonly schema: { readonly type: 'string' | 'integer' };
  readonly example: string | number;
  /** Throws Invalid for what it is not. */
  readonly read: (text: string) => V;
}
