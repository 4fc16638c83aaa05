import { type CustomerList, customerLists, nameOf } from '@harken/contracts';
import {
  type Actor,
  ApiTable,
  acceptedTable,
  COMPANY_ZONE,
  CurrentActor,
  cursorOfNoPage,
  HttpResponse,
  handlerAndUp,
  IdParam,
  NameParam,
  pageAsTable,
  pageOf,
  Roles,
  readCursor,
  type TimeZone,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { parseFiguresQuery } from '../../figures/figures-query.ts';
import { pathsOf } from '../../figures/table-columns.ts';
import { contactCustomer } from './contact-customer.use-case.ts';
import {
  ContactedBody,
  CustomerListEntryDto,
  CustomerListsQuery,
  ListResultsDto,
  ListResultsQuery,
} from './customer-lists.dto.ts';
import { entryDto, listEntries } from './customer-lists.queries.ts';
import { listResults } from './list-results.queries.ts';

const ListParam = () =>
  NameParam({
    parameter: 'list',
    description: `One of ${customerLists.map((list) => `\`${list}\``).join(', ')}.`,
    example: 'intervention',
    pattern: new RegExp(`^(${customerLists.join('|')})$`),
    message: `must be one of ${customerLists.join(', ')}`,
  });

const exampleEntry = {
  id: '01926f3a-7c1e-7b54-9d0e-000000000021',
  list: 'intervention',
  customer: {
    id: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
    externalId: 'crm-10042',
    segments: ['owner-occupier'],
    tier: 'gold',
    stage: 'run-in',
  },
  since: '2026-03-02T10:15:02.000Z',
  leftAt: null,
  value: {
    score: 4.33,
    recency: { lastAt: '2026-03-01T10:00:00.000Z', quintile: 4 },
    frequency: { count: 12, quintile: 4 },
    amount: { minor: 1_250_000, currency: 'HKD', quintile: 5 },
  },
  experience: { mean: 2.4, low: 0.6, high: 4.2, n: 4 },
  reasons: [{ code: 'bad-experience', evidence: ['01926f3a-7c1e-7b54-9d0e-000000000002'] }],
  contacted: { at: '2026-03-03T08:00:00.000Z', by: 'anna', outcome: 'reached', note: 'Will be visited on Friday.' },
};
const entryColumns = pathsOf(exampleEntry, ['customer.segments', 'reasons']);

@ApiTags('Customer lists')
@Controller('v1/customer-lists')
export class CustomerListsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get(':list')
  @Roles('crm', 'call_centre', ...handlerAndUp)
  @ApiOperation({
    summary: 'The customers on a list',
    description:
      'The most valuable first, each with the reasons and their evidence. `intervention`: somebody should call today; `growth`: surely content, with room to grow; `protect`: the most valuable; `serve-at-lower-cost`: the least valuable; `silent`: something bad happened, and the customer has said nothing since.',
  })
  @ApiTable(exampleEntry, { item: CustomerListEntryDto, nested: true, columns: entryColumns })
  async list(
    @ListParam() list: CustomerList,
    @Query() { limit, cursor, bom, ...filter }: CustomerListsQuery,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const rows = await listEntries(this.unitOfWork.dataSource, list, filter, afterOf(cursor), limit + 1);
    const { items, next } = pageOf(rows, limit, ({ rank, id }) => [rank, id]);
    const page = { items: items.map(entryDto), next };
    const type = acceptedTable(accept);
    const file = { name: list, zone: this.companyZone, bom, path: request.url };
    const answer = type
      ? pageAsTable(page, { type, columns: entryColumns, nested: true }, file)
      : HttpResponse.ok(page);
    return answer.header('vary', 'accept');
  }

  @Get(':list/results')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Whether the customers of a list stayed',
    description:
      'Who buys within the days that the rules say has stayed: the share of those who were contacted, and of those who were not. Nobody drew lots, so the difference is not the effect of the contact, and the sentence says so.',
  })
  @ApiOkResponse({ description: 'Both shares and their difference.', type: ListResultsDto })
  results(@ListParam() list: CustomerList, @Query() query: ListResultsQuery) {
    const { since, until } = parseFiguresQuery({ from: query.from, to: query.to }, [], this.companyZone);
    return this.unitOfWork.dataSource.transaction((tx) => listResults(tx, list, { since, until }));
  }

  @Post(':list/entries/:id/contacted')
  @HttpCode(200)
  @Roles('crm', 'call_centre', 'handler', 'supervisor', 'manager')
  @ApiOperation({
    summary: 'Record that a customer was contacted',
    description: 'And what came of it, in a word of yours. A later contact replaces the one before.',
  })
  @ApiOkResponse({ description: 'The entry.', type: CustomerListEntryDto })
  contacted(
    @ListParam() list: CustomerList,
    @IdParam() id: string,
    @Body() { outcome, note, onBehalfOf }: ContactedBody,
    @CurrentActor() actor: Actor,
  ) {
    const command = { list, id, outcome, note: note ?? null, by: nameOf(actor, onBehalfOf) };
    return this.unitOfWork.transaction(async (tx) => {
      const entry = await contactCustomer(command, tx);
      return HttpResponse.ok(entryDto(entry)).etag(entry.version);
    });
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function afterOf(cursor: string | undefined): [number, string] | undefined {
  const key = readCursor(cursor);
  if (!key) return undefined;
  const [rank, id] = key;
  if (key.length === 2 && typeof rank === 'number' && typeof id === 'string' && uuid.test(id)) return [rank, id];
  throw cursorOfNoPage();
}
