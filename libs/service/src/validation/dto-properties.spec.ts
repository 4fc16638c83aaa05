import 'reflect-metadata';
import type { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.ts';
import { generateOpenApi } from '../startup/generate-openapi.ts';
import { readDto } from './dto.pipe.ts';
import {
  AnyObject,
  Currency,
  Filter,
  Flag,
  Id,
  Integer,
  ListOf,
  MinorUnits,
  Moment,
  Nested,
  Num,
  OneOf,
  Text,
  Timestamp,
  Url,
  Zone,
} from './dto-properties.ts';
import { toAjvSchema } from './dto-schema.ts';
import { checkerOf } from './json-body.ts';
import { id, integer, oneOf, text } from './value-rules.ts';

const uuid = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';
const severities = ['high', 'low'] as const;

class Amount {
  @MinorUnits({ description: 'How much.', example: 100 }) minor!: number;
  @Currency({ description: 'ISO 4217.', example: 'HKD' }) currency!: string;
}

class Order {
  @Text({ description: 'What it says.', example: 'Call back.', max: 10 }) text!: string;
  @Text({ description: 'Why.', example: 'Late.', optional: true, max: 10 }) reason?: string;
  @Text({ description: 'Who.', example: null, optional: true, nullable: true, max: 10 }) assignee?: string | null;
  @Text({ description: 'A code.', example: 'a-b', optional: true, pattern: /^[a-z-]+$/ }) code?: string;
  @Integer({ description: 'How many.', example: 3, min: 1, max: 9 }) count!: number;
  @Num({ description: 'A share.', example: 0.5, optional: true, min: 0, max: 1 }) share?: number;
  @Flag({ description: 'Whether.', example: true, optional: true, default: false }) urgent?: boolean;
  @Timestamp({ description: 'When.', example: at, optional: true }) at?: string;
  @OneOf(severities, { description: 'How bad.', example: 'high' }) severity!: string;
  @OneOf(severities, { description: 'Before.', example: null, optional: true, nullable: true }) before?: string | null;
  @Id({ description: 'The other.', example: uuid, optional: true }) other?: string;
  @Url({ description: 'Where.', example: 'https://a.example', optional: true }) url?: string;
  @Nested(() => Amount, { description: 'Its worth.', optional: true }) amount?: Amount;
  @ListOf(() => Amount, { description: 'Parts.', optional: true, max: 2 }) parts?: Amount[];
  @ListOf(text({ max: 5 }), { description: 'Tags.', example: ['a'], optional: true, max: 2, unique: true })
  tags?: string[];
  @ListOf(oneOf(severities), { description: 'All.', example: ['high'], optional: true }) all?: string[];
  @ListOf(id(), { description: 'Ids.', example: [uuid], optional: true, min: 1 }) ids?: string[];
  @AnyObject({ description: 'Facts.', example: { n: 1 }, optional: true, max: 2 }) data?: object;
  @Text({ description: 'To.', example: 'a@b.example', optional: true, nullable: true, format: 'email' })
  to?: string | null;
  @Nested(() => Amount, { description: 'Its fee.', optional: true, nullable: true }) fee?: Amount | null;
  @Text({
    description: 'Needed when urgent.',
    example: 'x',
    optional: true,
    max: 5,
    requiredIf: (o: Order) => o.urgent === true,
  })
  excuse?: string;
}

const least = { text: 'a', count: 1, severity: 'low' };

const byClass = async (value: unknown): Promise<string[]> => {
  try {
    await readDto(Order, value, '');
    return [];
  } catch (error) {
    return (error as Invalid).errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};
const checkBySchema = checkerOf(toAjvSchema(Order));
const bySchema = async (value: unknown): Promise<string[]> => {
  try {
    checkBySchema(value);
    return [];
  } catch (error) {
    return (error as Invalid).errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};

describe.each([
  ['the class', byClass],
  ['the schema of the class', bySchema],
])('a body checked by %s', (_, check) => {
  it('passes with what is needed, and with everything', async () => {
    expect(await check(least)).toEqual([]);
    const amount = { minor: 5, currency: 'EUR' };
    const whole = {
      ...least,
      ...{ reason: 'x', assignee: null, code: 'a-b', share: 1, urgent: false, at, before: null, other: uuid },
      ...{ url: 'https://localhost/a', amount, parts: [amount], tags: [], all: ['high'], ids: [uuid] },
      ...{ data: { a: [1] }, to: 'a@b.example', fee: null },
    };
    expect(await check(whole)).toEqual([]);
  });

  it('names what is missing and what is unknown', async () => {
    expect((await check({ 'a/b': 1 })).sort()).toEqual([
      '/a~1b unknown-field',
      '/count required',
      '/severity required',
      '/text required',
    ]);
  });

  const optional = ['reason', 'code', 'share', 'urgent', 'at', 'other', 'url', 'amount', 'parts', 'tags', 'all', 'ids'];
  it.each([...optional, 'data', 'excuse'])('takes no null for %s, which may be left out', async (field) => {
    expect(await check({ ...least, [field]: null })).toEqual([expect.stringMatching(`^/${field} `)]);
    if (check === byClass) expect(await check({ ...least, [field]: null })).toEqual([`/${field} wrong-type`]);
  });

  const single = ['text', 'reason', 'assignee', 'code', 'count', 'share', 'urgent', 'at', 'severity', 'before'];
  const others = ['other', 'url', 'excuse'];
  it.each(
    [...single, ...others].flatMap((field) =>
      [[], [[]], {}, ['a'], [1]].map((wrong): [string, unknown] => [field, wrong]),
    ),
  )('refuses in %s the value %j', async (field, wrong) => {
    expect(await check({ ...least, [field]: wrong })).toEqual([expect.stringMatching(`^/${field} `)]);
  });

  it.each([
    ['amount', []],
    ['amount', [[]]],
    ['amount', [{ minor: 1, currency: 'EUR' }]],
    ['amount', 'x'],
    ['parts', {}],
    ['parts', [[]]],
    ['parts', [[{ minor: 1, currency: 'EUR' }]]],
    ['parts', [null]],
    ['parts', ['x']],
    ['parts', [7]],
    ['parts', 'x'],
    ['tags', [[]]],
    ['tags', [['a']]],
    ['tags', [null]],
    ['tags', [{}]],
    ['tags', {}],
    ['tags', 'a'],
    ['all', [['high']]],
    ['ids', [[uuid]]],
    ['data', []],
    ['data', [[]]],
    ['data', 'x'],
  ])('refuses in %s the value %j', async (field, wrong) => {
    const faults = await check({ ...least, [field]: wrong });
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toMatch(new RegExp(`^/${field}[ /]`));
  });

  it.each([
    ['text', '', 'wrong-length'],
    ['text', 'elf letters', 'wrong-length'],
    ['code', 'A', 'wrong-format'],
    ['count', 0, 'out-of-range'],
    ['count', 1.5, 'wrong-type'],
    ['count', '1', 'wrong-type'],
    ['share', 2, 'out-of-range'],
    ['urgent', 'true', 'wrong-type'],
    ['at', '2026-02-30T10:00:00Z', 'wrong-format'],
    ['at', '2026-03-02T10:00:00', 'wrong-format'],
    ['severity', 'bogus', 'not-allowed'],
    ['other', 'x', 'wrong-format'],
    ['url', 'javascript:alert(1)', 'wrong-format'],
    ['tags', ['a', 'b', 'c'], 'wrong-length'],
    ['ids', [], 'wrong-length'],
    ['data', { a: 1, b: 2, c: 3 }, 'invalid'],
    ['to', 'x', 'wrong-format'],
    ['to', 5, 'wrong-type'],
    ['fee', 'x', 'wrong-type'],
  ])('refuses in %s the value %j as %s', async (field, wrong, code) => {
    expect(await check({ ...least, [field]: wrong })).toEqual([`/${field} ${code}`]);
  });
});

describe.each([
  ['the class', byClass],
  ['the schema of the class', bySchema],
])('an object that may be null, checked by %s', (_, check) => {
  it('has the faults of its own only', async () => {
    expect(await check({ ...least, fee: { minor: -1, currency: 'EUR' } })).toEqual(['/fee/minor out-of-range']);
  });
});

describe('a body checked by the class', () => {
  it('names a type before a length, with the sentences of class-validator', async () => {
    const refused = await readDto(Order, { ...least, text: 5 }, '').catch((error: Invalid) => error.errors);
    expect(refused).toEqual([
      {
        pointer: '/text',
        code: 'wrong-type',
        detail: 'must be longer than or equal to 1 and shorter than or equal to 10 characters; must be a string',
      },
    ]);
  });

  it('brings ids into small letters', async () => {
    const read = await readDto(Order, { ...least, other: uuid.toUpperCase(), ids: [uuid.toUpperCase()] }, '');
    expect([read.other, read.ids]).toEqual([uuid, [uuid]]);
  });

  it('needs a property where the rest of the body says so', async () => {
    expect(await byClass({ ...least, urgent: true })).toEqual(['/excuse required']);
    expect(await byClass({ ...least, urgent: true, excuse: 'x' })).toEqual([]);
  });
});

class Parameters {
  @Integer({ description: 'How many.', example: 5, query: true, min: 1, max: 9 }) limit: number = 5;
  @Flag({ description: 'Whether.', example: true, query: true, optional: true }) open?: boolean;
  @ListOf(text({ max: 9 }), { description: 'Names.', example: ['a'], query: true, optional: true, max: 2 })
  name?: string[];
  @ListOf(integer({ min: 1 }), { description: 'Levels.', example: [1, 2], query: true, optional: true })
  level?: number[];
}

describe('a query', () => {
  it('is read from texts', async () => {
    const read = await readDto(
      Parameters,
      { limit: '3', open: 'false', name: String.raw`a\,b,c`, level: ['1,2', '3'] },
      '/query',
    );
    expect(read).toEqual({ limit: 3, open: false, name: ['a,b', 'c'], level: [1, 2, 3] });
    expect(await readDto(Parameters, {}, '/query')).toEqual({ limit: 5 });
  });

  it.each([[{ limit: '1e0' }], [{ limit: '' }], [{ open: 'yes' }], [{ level: '1,x' }], [{ name: ['a', 'b', 'c'] }]])(
    'refuses %j',
    async (query) => {
      await expect(readDto(Parameters, query, '/query')).rejects.toThrow('The request has a fault.');
    },
  );
});

class ListQuery {
  @Filter(oneOf(severities), { description: 'How bad.', example: 'high', max: 3 }) severity?: string[];
  @Filter(text({ min: 0 }), { description: 'Tier.', example: 'gold' }) tier?: string[];
  @Moment({ description: 'From.', example: '2026-03-01', optional: true }) from?: string;
  @Zone({ description: 'Whose days.', example: 'Asia/Bangkok', optional: true }) timezone?: string;
}

describe('a filter', () => {
  it('takes several values, as a list with commas and as a repeated parameter alike (case 19)', async () => {
    const same = ['high,low', ['high', 'low'], 'high, low'];
    for (const severity of same)
      expect((await readDto(ListQuery, { severity }, '/query')).severity).toEqual(['high', 'low']);
    expect((await readDto(ListQuery, { tier: '' }, '/query')).tier).toEqual(['']);
  });

  it.each([
    [{ severity: 'bogus' }],
    [{ severity: 'high,bogus' }],
    [{ severity: '' }],
    [{ severity: 'high,low,normal,critical' }],
    [{ from: '2026-02-30' }],
    [{ from: 'today' }],
    [{ timezone: 'Mars' }],
    [{ timezone: '+07:00' }],
  ])('refuses %j (case 19)', async (query) => {
    await expect(readDto(ListQuery, query, '/query')).rejects.toThrow('The request has a fault.');
  });
});

class PlainAmount {
  @ApiProperty({ description: 'How much.', type: 'integer', example: 100 })
  minor!: number;
  @ApiProperty({ description: 'ISO 4217.', example: 'HKD' })
  currency!: string;
}

class PlainOrder {
  @ApiProperty({ description: 'What it says.', example: 'Call back.' })
  text!: string;
  @ApiPropertyOptional({ description: 'Who.', type: 'string', nullable: true, example: null })
  assignee?: string | null;
  @ApiPropertyOptional({ description: 'Whether.', default: false, example: true })
  urgent?: boolean;
  @ApiProperty({ description: 'When.', format: 'date-time', example: at })
  at!: Date;
  @ApiProperty({ description: 'How bad.', enum: severities, example: 'high' })
  severity!: string;
  @ApiProperty({ description: 'Before.', enum: [...severities, null], nullable: true, example: null })
  before!: string | null;
  @ApiPropertyOptional({ description: 'Its worth.', type: PlainAmount })
  amount?: PlainAmount;
  @ApiProperty({ description: 'Parts.', type: [PlainAmount] })
  parts!: PlainAmount[];
  @ApiProperty({ description: 'Tags.', type: [String], example: ['a'] })
  tags!: string[];
  @ApiProperty({ description: 'All.', enum: severities, isArray: true, example: ['high'] })
  all!: string[];
  @ApiProperty({ description: 'Facts.', type: 'object', additionalProperties: true, example: { n: 1 } })
  data!: object;
}

class ComposedOrder {
  @Text({ description: 'What it says.', example: 'Call back.' }) text!: string;
  @Text({ description: 'Who.', example: null, optional: true, nullable: true }) assignee?: string | null;
  @Flag({ description: 'Whether.', default: false, example: true, optional: true }) urgent?: boolean;
  @Timestamp({ description: 'When.', example: at }) at!: Date;
  @OneOf(severities, { description: 'How bad.', example: 'high' }) severity!: string;
  @OneOf(severities, { description: 'Before.', nullable: true, example: null }) before!: string | null;
  @Nested(() => Amount, { description: 'Its worth.', optional: true }) amount?: Amount;
  @ListOf(() => Amount, { description: 'Parts.' }) parts!: Amount[];
  @ListOf(text(), { description: 'Tags.', example: ['a'] }) tags!: string[];
  @ListOf(oneOf(severities), { description: 'All.', example: ['high'] }) all!: string[];
  @AnyObject({ description: 'Facts.', example: { n: 1 } }) data!: object;
}

@Controller('v1/orders')
class OrdersController {
  @Get()
  @Public()
  @ApiOperation({ summary: 'Plain', description: 'As it was written before.' })
  @ApiOkResponse({ description: 'It.', type: PlainOrder })
  plain() {
    return {};
  }

  @Post()
  @Public()
  @ApiOperation({ summary: 'Composed', description: 'As it is written now.' })
  @ApiCreatedResponse({ description: 'It.', type: ComposedOrder })
  composed(@Query() _filter: Parameters) {
    return {};
  }
}

@Module({ controllers: [OrdersController] })
class OrdersModule {}

describe('the OpenAPI document', () => {
  it('is the one that separate decorators give', async () => {
    const { components, paths } = await generateOpenApi({
      ...{ name: 'feedback', title: 'Orders', description: 'For a test.', port: 0, module: OrdersModule },
      ...{ entities: [], migrations: [], subscriptions: [], messaging: false },
    });
    const { PlainOrder: plain, ComposedOrder: composed } = components?.schemas ?? {};
    const renamed = JSON.parse(JSON.stringify(plain).replaceAll('PlainAmount', 'Amount'));
    expect(composed).toEqual(renamed);
    expect(Object.keys(composed?.properties ?? {})).toHaveLength(11);
    const parameters = paths['/v1/orders']?.post?.parameters?.filter(({ in: where }) => where === 'query');
    expect(parameters?.map(({ name, required }) => [name, required])).toEqual([
      ['limit', true],
      ['open', false],
      ['name', false],
      ['level', false],
    ]);
  });
});
