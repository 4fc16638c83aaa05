import { Invalid } from '@harken/errors';
import { BatchBody, checkerOf, Roles, toAjvSchema, UnitOfWork } from '@harken/service';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CustomerItem, toPutCustomer } from '../customers/customer.dto.ts';
import { type PutCustomer, putCustomers } from '../customers/put-customer.use-case.ts';
import { type ItemOutcome, toBatchResponse } from './batch-response.ts';
import { BatchDto, CustomerBatchBody, checkBatch } from './intake.dto.ts';

const checkItem = checkerOf<CustomerItem>(toAjvSchema(CustomerItem));

function parseItem(item: unknown, now: Date): PutCustomer | { readonly problem: Invalid } {
  try {
    return toPutCustomer(checkItem(item), now);
  } catch (error) {
    if (error instanceof Invalid) return { problem: error };
    throw error;
  }
}

@ApiTags('customers')
@Controller('v1/customers/batch')
export class CustomerBatchesController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post()
  @HttpCode(200)
  @Roles('crm')
  @BatchBody()
  @ApiOperation({
    summary: 'Describe many customers',
    description:
      'Up to 1000 whole profiles in one transaction, each as by PUT. Each is checked by itself: a bad one is rejected ' +
      'with its problem and never fails the others. A profile that changes nothing, or that is older than the stored one, ' +
      'is a `duplicate`.',
  })
  @ApiBody({ type: CustomerBatchBody })
  @ApiOkResponse({ description: 'The result of each item.', type: BatchDto })
  put(@Req() request: FastifyRequest) {
    const { items } = checkBatch(request.body);
    const now = new Date();
    const parsed = items.map((item) => parseItem(item, now));
    return this.unitOfWork.transaction(async (tx) => {
      const commands = parsed.flatMap((item) => ('problem' in item ? [] : [item]));
      const updates = (await putCustomers(commands, tx)).values();
      return toBatchResponse(
        parsed.map((item): ItemOutcome => {
          if ('problem' in item) return item;
          const update = updates.next().value;
          if (!update) throw new TypeError('every profile has a result');
          return { id: update.customer.id, isNew: update.outcome === 'created' || update.outcome === 'changed' };
        }),
      );
    });
  }
}
