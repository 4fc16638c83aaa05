import { HttpResponse, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { listAdmins } from '../rules/customer-list-rules.document.ts';
import { CustomerListRulesBody } from '../rules/customer-list-rules.dto.ts';
import { RulesDryRunDto } from './rules-dry-run.dto.ts';
import { dryRunRules } from './rules-dry-run.use-case.ts';

@ApiTags('Customer lists')
@Controller('v1/customer-list-rules')
export class RulesDryRunController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('dry-run')
  @HttpCode(200)
  @Roles(...listAdmins)
  @ApiOperation({
    summary: 'Try rules of the customer lists',
    description: 'Who would enter and leave the lists now. Nothing is saved, and no event is sent.',
  })
  @ApiOkResponse({ description: 'Counts, and examples.', type: RulesDryRunDto })
  dryRun(@Body() body: CustomerListRulesBody) {
    return this.unitOfWork.transaction(async (tx) => HttpResponse.ok(await dryRunRules(body, tx)));
  }
}
