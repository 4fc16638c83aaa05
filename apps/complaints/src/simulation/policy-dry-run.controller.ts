import { HttpResponse, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ResponsePolicyBody } from '../policies/response-policy/response-policy.dto.ts';
import { policyAdmins } from '../roles.ts';
import { dryRunPolicy } from './dry-run-policy.use-case.ts';
import { PolicyDryRunDto, PolicyDryRunQuery } from './policy-dry-run.dto.ts';

@ApiTags('Response policy')
@Controller('v1/response-policy')
export class PolicyDryRunController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('dry-run')
  @HttpCode(200)
  @Roles(...policyAdmins)
  @ApiOperation({
    summary: 'Try a response policy',
    description:
      'What it would change for the open complaints if it applied to them now. Nothing is saved, and no event is sent.',
  })
  @ApiOkResponse({ description: 'Counts, and examples.', type: PolicyDryRunDto })
  dryRun(@Body() body: ResponsePolicyBody, @Query() { limit }: PolicyDryRunQuery) {
    return this.unitOfWork.transaction(async (tx) => HttpResponse.ok(await dryRunPolicy(body, limit, tx)));
  }
}
