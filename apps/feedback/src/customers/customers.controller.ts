import { isExternalId } from '@harken/contracts';
import {
  ApiPage,
  HttpResponse,
  handlerAndUp,
  IfMatch,
  JsonBody,
  pageOf,
  Roles,
  readIdCursor,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CustomerBody, CustomerDto, CustomerQuery, ExternalId, toPutCustomer } from './customer.dto.ts';
import { findCustomer, listCustomers } from './customer.queries.ts';
import type { Customer } from './customer.ts';
import { putCustomer } from './put-customer.use-case.ts';

const toView = ({ version: _, currentId: __, ...view }: Customer) => view;

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
      const view = toView(customer);
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
    return HttpResponse.ok(toView(customer)).etag(customer.version);
  }
}
