import { ChosenIdParam, handlerAndUp, Roles, UnitOfWork } from '@harken/service';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CustomerSummaryDto } from './customer-summary.dto.ts';
import { customerSummary } from './customer-summary.queries.ts';

@ApiTags('Customer lists')
@Controller('v1/customers')
export class CustomerSummaryController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get(':externalId/summary')
  @Roles('crm', 'call_centre', ...handlerAndUp)
  @ApiOperation({
    summary: 'A customer in one call',
    description:
      'Value, experience, lists, and the newest of what happened, was said and was complained of. An id of ours is asked for as `id:<uuid>`.',
  })
  @ApiOkResponse({ description: 'What is known of the customer.', type: CustomerSummaryDto })
  summary(@ChosenIdParam('externalId', 'The id the CRM knows the customer by.', 'crm-10042') externalId: string) {
    return this.unitOfWork.dataSource.transaction('REPEATABLE READ', (tx) => customerSummary(tx, externalId));
  }
}
