import { NotFound } from '@harken/errors';
import {
  COMPANY_ZONE,
  HttpResponse,
  IdParam,
  linked,
  pageOf,
  Roles,
  readCursor,
  type TimeZone,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { readerRoles } from '../../roles.ts';
import { withTimes } from '../complaint-list.dto.ts';
import { TicketsQuery, TroubleTicketDto } from './trouble-ticket.dto.ts';
import { ticketSources } from './trouble-ticket.queries.ts';
import { complaintStatusesOf, troubleTicket } from './trouble-ticket.ts';

@ApiTags('Trouble tickets (TMF621)')
@Controller('v1/tmf/troubleTicket')
export class TroubleTicketsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'List complaints as trouble tickets',
    description: 'As TMF621 v5 has them, a bare list as TMF630 asks for, the newest first.',
  })
  @ApiOkResponse({
    description: 'One page. `X-Result-Count` counts it; the next is in `Link`.',
    type: [TroubleTicketDto],
  })
  async list(@Query() { limit, cursor, status, ...filter }: TicketsQuery, @Req() { url }: FastifyRequest) {
    const wanted = {
      ...withTimes(filter, this.companyZone),
      ...(status && { status: status.flatMap(complaintStatusesOf) }),
    };
    const sources = await ticketSources(this.unitOfWork.dataSource, wanted, readCursor(cursor), limit + 1);
    const { items, next } = pageOf(sources, limit, ({ openedAt, id }) => [openedAt, id]);
    const answer = HttpResponse.ok(items.map(troubleTicket)).header('x-result-count', String(items.length));
    return linked(answer, next, url);
  }

  @Get(':id')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'Read a complaint as a trouble ticket',
    description:
      'As TMF621 v5 has it; `statusChange` and `externalId` are the names of v4. received and acknowledged are `acknowledged`; assigned, investigating and answered `inProgress`; who waits for the customer `pending`, for a third party `held`; duplicate and withdrawn `cancelled`.',
  })
  @ApiOkResponse({ description: 'The ticket.', type: TroubleTicketDto })
  async read(@IdParam() id: string) {
    const [source] = await ticketSources(this.unitOfWork.dataSource, { id }, undefined, 1);
    if (!source) throw new NotFound('complaint', id);
    return troubleTicket(source);
  }
}
