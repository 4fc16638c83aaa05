import { type Actor, Answer, CurrentActor, IfMatch, Requests, Roles } from '@harken/service';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { policyMakers, readers } from '../roles.ts';
import { publishResponsePolicy } from './publish-response-policy.use-case.ts';
import { ResponsePolicyBody, ResponsePolicyDto } from './response-policy.dto.ts';
import { currentPolicy } from './response-policy.queries.ts';
import { policyDefaults } from './response-policy.ts';

@ApiTags('Response policy')
@Controller('v1/response-policy')
export class ResponsePolicyController {
  constructor(private readonly requests: Requests) {}

  @Put()
  @Roles(...policyMakers)
  @ApiOperation({
    summary: 'Publish the response policy',
    description: 'The whole policy. Clocks that start from now on run under it; those that run keep what was promised.',
  })
  @ApiOkResponse({ description: 'The policy.', type: ResponsePolicyDto })
  publish(
    @Body() body: ResponsePolicyBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const policy = { ...policyDefaults, ...body };
    return this.requests.transaction(async (tx) => {
      const published = await publishResponsePolicy({ policy, expectedVersion, actor: actor.name }, tx);
      return Answer.ok(published).etag(published.version);
    });
  }

  @Get()
  @Roles(...readers)
  @ApiOperation({ summary: 'Read the response policy', description: 'The one in force.' })
  @ApiOkResponse({ description: 'The policy.', type: ResponsePolicyDto })
  async read() {
    const policy = await currentPolicy(this.requests.dataSource.manager);
    return Answer.ok(policy).etag(policy.version);
  }
}
