import { HttpResponse, JsonBody, Roles, UnitOfWork } from '@harken/service';
import { Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { createClassifier } from '../classification/classifier.ts';
import { examplePolicy } from '../classification/complaint-policy.document.ts';
import { ComplaintPolicy } from '../classification/complaint-policy.ts';
import { shippedModels } from '../classification/text-model/shipped-models.cache.ts';
import { listFeedback } from '../feedback/feedback.queries.ts';
import { PolicyDryRunDto, PolicyDryRunQuery } from './policy-dry-run.dto.ts';
import { dryRunPolicy } from './policy-dry-run.ts';

@ApiTags('complaint policy')
@Controller('v1/complaint-policy')
export class PolicyDryRunController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('dry-run')
  @HttpCode(200)
  @Roles('supervisor', 'manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Try a complaint policy',
    description: 'What it would make of the newest feedback, and what would change. Nothing is saved.',
  })
  @ApiOkResponse({ description: 'Counts, and examples with reasons.', type: PolicyDryRunDto })
  async dryRun(
    @Query() { limit }: PolicyDryRunQuery,
    @JsonBody(ComplaintPolicy, { readOnly: ['version', 'publishedAt', 'publishedBy'], example: examplePolicy })
    policy: ComplaintPolicy,
  ) {
    const records = await listFeedback(this.unitOfWork.dataSource, {}, limit);
    return HttpResponse.ok(dryRunPolicy(records, createClassifier(policy, shippedModels())));
  }
}
