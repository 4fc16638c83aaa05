import { isExternalId } from '@harken/contracts';
import type { Tx } from '@harken/database';
import {
  type Actor,
  ApiPage,
  CurrentActor,
  HttpResponse,
  handlerAndUp,
  IfMatch,
  JsonBody,
  pageOf,
  Roles,
  readIdCursor,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CustomerBody, CustomerDto, CustomerQuery, ExternalId, MergeBody, toPutCustomer } from './customer.dto.ts';
import { findCustomer, listCustomers, withMerged } from './customer.queries.ts';
import type { Customer } from './customer.ts';
import { mergeCustomers, undoMergeOfCustomers } from './merge-customers.use-case.ts';
import { putCustomer } from './put-customer.use-case.ts';

const toView = <C extends Customer>({ version: _, currentId: __, mergedInto, mergedAt, own, ...view }: C) => view;
const mergers = ['crm', 'supervisor', 'manager'] as const;

@ApiTags('customers')
@Controller('v1/customers')
export class CustomersController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put(':externalId')
  @Roles('crm')
  @ApiOperation({
    summary: 'Describe a customer',
    description:
      'Creates the customer or replaces the whole profile; what is left out is not known any more. A profile with an ' +
      'older `updatedAt` than the stored one changes nothing and is answered with the stored one. A stub that feedback ' +
      'or an interaction has made is filled in.',
  })
  @ApiOkResponse({ description: 'The profile that holds now.', type: CustomerDto })
  @ApiCreatedResponse({ description: 'A customer not known before.', type: CustomerDto })
  put(
    @ExternalId() externalId: string,
    @JsonBody(CustomerBody, { answer: CustomerDto }) body: CustomerBody,
    @IfMatch() version: number | undefined,
  ) {
    const now = new Date();
    return this.unitOfWork.transaction(async (tx) => {
      const described = isExternalId(externalId) ? externalId : (await findCustomer(tx, externalId)).externalId;
      const command = { ...toPutCustomer({ ...body, externalId: described }, now), version };
      const { outcome, customer } = await putCustomer(command, tx);
      const view = toView(await withMerged(tx, customer));
      return (outcome === 'created' ? HttpResponse.created(view) : HttpResponse.ok(view)).etag(customer.version);
    });
  }

  @Get()
  @Roles('crm', ...handlerAndUp)
  @ApiOperation({
    summary: 'Find customers',
    description: 'By name or external id, segment, tier and stage; the one that was named last first.',
  })
  @ApiPage(CustomerDto)
  async list(@Query() { limit, cursor, ...filter }: CustomerQuery) {
    const customers = await listCustomers(this.unitOfWork.dataSource, filter, limit + 1, readIdCursor(cursor));
    return pageOf(customers.map(toView), limit, ({ id }) => [id]);
  }

  @Get(':externalId')
  @Roles('crm', ...handlerAndUp)
  @ApiOperation({ summary: 'Read a customer', description: 'The profile that holds now, with the id used in events.' })
  @ApiOkResponse({ description: 'The customer.', type: CustomerDto })
  async get(@ExternalId() externalId: string) {
    const customer = await findCustomer(this.unitOfWork.dataSource, externalId);
    return HttpResponse.ok(toView(await withMerged(this.unitOfWork.dataSource, customer))).etag(customer.version);
  }

  @Post(':externalId/merge')
  @HttpCode(200)
  @Roles(...mergers)
  @ApiOperation({
    summary: 'Merge two customers',
    description:
      'The customer in the address stays; `with` becomes a part of it, with all that is recorded of it, and its ' +
      'external id from now on names the customer that stays. A field that the one that stays knows wins; what it does ' +
      'not know comes from the other. Segments and contact points are those of both, and a refused consent stays refused. ' +
      'A profile sent under either id changes what that one says. A repeat changes nothing.',
  })
  @ApiOkResponse({ description: 'The customer that stays.', type: CustomerDto })
  merge(@ExternalId() externalId: string, @Body() body: MergeBody, @CurrentActor() actor: Actor) {
    const { with: merged, onBehalfOf } = body;
    return this.changed((tx) => mergeCustomers({ kept: externalId, merged, actor, onBehalfOf }, tx));
  }

  @Post(':externalId/undo-merge')
  @HttpCode(200)
  @Roles(...mergers)
  @ApiOperation({
    summary: 'Undo a merge',
    description:
      'Within 30 days. `with` is itself again: with its profile, what was recorded of it, its complaints, and the ' +
      'customers that had been merged into it. What came in since the merge stays with the customer in the address. A ' +
      'repeat changes nothing.',
  })
  @ApiOkResponse({ description: 'The customer that stays.', type: CustomerDto })
  undoMerge(@ExternalId() externalId: string, @Body() body: MergeBody, @CurrentActor() actor: Actor) {
    const { with: merged, onBehalfOf } = body;
    return this.changed((tx) => undoMergeOfCustomers({ kept: externalId, merged, actor, onBehalfOf }, tx));
  }

  private changed(change: (tx: Tx) => Promise<Customer>) {
    return this.unitOfWork.transaction(async (tx) => {
      const customer = await change(tx);
      return HttpResponse.ok(toView(await withMerged(tx, customer))).etag(customer.version);
    });
  }
}
