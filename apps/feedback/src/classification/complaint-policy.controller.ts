import { type Actor, CurrentActor, HttpResponse, IfMatch, JsonBody, Roles, UnitOfWork } from '@harken/service';
import { Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PolicyView, policyExample } from './complaint-policy.dto.ts';
import { currentPolicy } from './complaint-policy.queries.ts';
import { ComplaintPolicy, type StoredPolicy } from './complaint-policy.ts';
import { setComplaintPolicy } from './set-complaint-policy.use-case.ts';

const toResponse = ({ version, policy }: StoredPolicy) => HttpResponse.ok({ version, ...policy }).etag(version);

@ApiTags('complaint policy')
@Controller('v1/complaint-policy')
export class ComplaintPolicyController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles('supervisor', 'manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Read when feedback counts as a complaint',
    description: 'The policy that holds now. Version 0 is the one that ships; a newer release may improve it.',
  })
  @ApiOkResponse({ description: 'The policy.', schema: PolicyView as never })
  async get() {
    return toResponse(await currentPolicy(this.unitOfWork.dataSource));
  }

  @Put()
  @Roles('manager', 'ops')
  @ApiOperation({
    summary: 'Set when feedback counts as a complaint',
    description: 'The whole policy, as a new version. It holds for what comes in from now on, on every replica.',
  })
  @ApiOkResponse({ description: 'The policy that holds now.', schema: PolicyView as never })
  put(
    @JsonBody(ComplaintPolicy, { example: policyExample }) policy: ComplaintPolicy,
    @CurrentActor() { name: by }: Actor,
    @IfMatch() version: number | undefined,
  ) {
    return this.unitOfWork.transaction(async (tx) => toResponse(await setComplaintPolicy({ policy, by, version }, tx)));
  }
}
