import 'reflect-metadata';
import type { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { Type as OfType } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { Type } from 'typebox';
import { DtoPipe } from './dto.pipe.ts';
import { checkerOf } from './json-body.ts';

class Item {
  @IsString()
  name!: string;
}

class Order {
  @IsInt()
  amount!: number;

  @IsArray()
  @ValidateNested({ each: true })
  @OfType(() => Item)
  items!: Item[];

  @IsOptional()
  @IsString()
  note?: string;
}

const schema = Type.Object(
  {
    amount: Type.Integer(),
    items: Type.Array(Type.Object({ name: Type.String() }, { additionalProperties: false })),
    note: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

const byDto = async (value: unknown) => {
  try {
    await new DtoPipe().transform(value, { type: 'body', metatype: Order });
    return [];
  } catch (error) {
    return (error as Invalid).errors;
  }
};
const bySchema = async (value: unknown) => {
  try {
    checkerOf(schema)(value);
    return [];
  } catch (error) {
    return (error as Invalid).errors;
  }
};
const short = (faults: Awaited<ReturnType<typeof byDto>>) =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`).sort();

describe.each([
  ['a DTO class', byDto],
  ['a JSON Schema', bySchema],
])('by %s', (_, check) => {
  it('every fault is named with its pointer', async () => {
    const value = { amount: 'x', items: [{ name: 'a' }, { name: 1, 'b/c': 2 }], extra: true };
    expect(short(await check(value))).toEqual([
      '/amount wrong-type',
      '/extra unknown-field',
      '/items/1/b~1c unknown-field',
      '/items/1/name wrong-type',
    ]);
  });

  it('what is missing is required', async () => {
    expect(short(await check({}))).toEqual(['/amount required', '/items required']);
  });

  it.each([[[]], ['x'], [7], [null]])('%j is no object', async (value) => {
    expect(short(await check(value))).toEqual([' wrong-type']);
  });

  it('what fits passes', async () => {
    expect(await check({ amount: 1, items: [{ name: 'a' }] })).toEqual([]);
  });

  it('nested things of the wrong shape are faults, too', async () => {
    expect(await check({ amount: 1, items: [7, null, [], 'x'] })).not.toEqual([]);
    expect(await check({ amount: 1, items: { length: 1 } })).not.toEqual([]);
  });
});
