import { escapePointer, Invalid, invalidRequest } from '@harken/errors';
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { dtoFaults } from './dto-faults.ts';
import { firstFaults } from './first-faults.ts';

type Class = new () => object;

const plain = new Set<unknown>([String, Number, Boolean, Array, Object, Date, Buffer, undefined]);
const roots: Readonly<Record<string, string>> = { body: '', query: '/query', param: '/path' };

/** Turns bodies, queries and path parameters into their DTO classes and refuses what does not fit, all faults at once. */
@Injectable()
export class DtoPipe implements PipeTransform {
  readonly #onQuery: ((query: object) => void) | undefined;

  /** `onQuery` is told of every valid query. */
  constructor(onQuery?: (query: object) => void) {
    this.#onQuery = onQuery;
  }

  async transform(value: unknown, { type, metatype, data }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom' || plain.has(metatype) || data !== undefined) return value;
    const dto = await readDto(metatype as Class, value, roots[type] ?? '');
    if (type === 'query') this.#onQuery?.(dto);
    return dto;
  }
}

/** What `value` says as an instance of the DTO class, or Invalid with every fault; pointers begin with `root`. */
export async function readDto<T extends object>(metatype: new () => T, value: unknown, root: string): Promise<T> {
  // A command without fields may come without a body.
  const given = value === undefined ? {} : value;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw invalidRequest([{ pointer: root, code: 'wrong-type', detail: 'must be a JSON object' }]);
  }
  const early = firstFaults(metatype, given, root);
  if (early.all.length > 0) throw invalidRequest(early.all);
  const dto = transformed(metatype, given, root);
  const errors = await validate(dto, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (errors.length > 0) throw invalidRequest(dtoFaults(errors, root));
  return dto as T;
}

function transformed(metatype: Class, value: object, root: string): object {
  try {
    return plainToInstance(metatype, value, { exposeUnsetFields: false, enableCircularCheck: false });
  } catch (error) {
    if (error instanceof Invalid) throw error;
    // A @Transform that met a type it did not expect.
    const pointer = placeOfConstructor(value, root) ?? root;
    throw invalidRequest([{ pointer, code: 'wrong-type', detail: 'has a value of a type that is not expected here' }]);
  }
}

/** Of the first object with a field of that name, which class-transformer takes for its class. */
function placeOfConstructor(value: object, pointer: string): string | undefined {
  if (Object.hasOwn(value, 'constructor')) return pointer;
  for (const [name, inner] of Object.entries(value)) {
    const found =
      typeof inner === 'object' && inner !== null
        ? placeOfConstructor(inner, `${pointer}/${escapePointer(name)}`)
        : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
