import { PageQuery, Zone } from '@harken/service';
import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { anyNameOf, anyOf, timeParameter } from '../complaint-list.dto.ts';
import { type TicketStatus, ticketStatuses, troubleTicket } from './trouble-ticket.ts';

export class TicketsQuery extends PageQuery {
  @anyOf('Its status in TMF621', ticketStatuses, 'inProgress') status?: TicketStatus[];
  @anyNameOf("The customer's external id", 'crm-10042') customer?: string[];
  @timeParameter('Created at or after.', '2026-03-01T00:00:00.000Z') from?: string;
  @timeParameter('Created before.', '2026-04-01T00:00:00.000Z') to?: string;
  @Zone({
    description: "The time zone of dates, of the IANA; the company's without it.",
    example: 'Asia/Bangkok',
    optional: true,
  })
  timezone?: string;
}

const at = '2026-03-02T10:15:02.000Z';
const example = troubleTicket({
  id: '01926f3a-7c1e-7b54-9d0e-000000000003',
  number: 'C-2026-000042',
  status: 'assigned',
  severity: 'high',
  customer: 'crm-10042',
  touchpoint: 'handover',
  channel: 'phone',
  category: 'defect',
  team: 'after-sales',
  assignee: 'anna',
  feedbackId: null,
  duplicateOf: null,
  openedAt: at,
  endedAt: null,
  text: 'The keys did not fit and nobody called back.',
  resolutionDueAt: '2026-03-05T10:15:02.000Z',
  lastChangeAt: at,
  statuses: [{ at, status: 'assigned', reason: null }],
  notes: [{ id: '17', at, by: 'anna', text: 'Called back.' }],
  links: [],
});
const ticket = { type: 'object', additionalProperties: true, description: 'TroubleTicket of TMF621.' };

/** Documents a ticket, or a list of them, by an example. */
export const ApiTicket = (): MethodDecorator =>
  ApiOkResponse({ description: 'The ticket.', content: { 'application/json': { schema: ticket, example } } });

export const ApiTickets = (): MethodDecorator =>
  applyDecorators(
    ApiOkResponse({
      description: 'One page. `X-Result-Count` counts it; the next is in `Link`.',
      content: { 'application/json': { schema: { type: 'array', items: ticket }, example: [example] } },
    }),
  );
