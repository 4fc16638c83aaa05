import { type Actor, Answer, CurrentActor, IfMatch, Requests, Roles } from '@harken/service';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { policyAdmins, readerRoles } from '../../roles.ts';
import { DuplicatePolicyBody, DuplicatePolicyDto } from './duplicate-policy.dto.ts';
import { currentDuplicatePolicy } from './duplicate-policy.queries.ts';
import { duplicateDefaults } from './duplicate-policy.ts';
import { publishDuplicatePolicy } from './publish-duplicate-policy.use-case.ts';

@ApiTags('Duplicates')
@Controller('v1/duplicate-policy')
export class DuplicatePolicyController {
  constructor(private readonly requests: Requests) {}

  @Put()
  @Roles(...policyAdmins)
  @ApiOperation({
    summary: 'Say what repeats a complaint',
    description: 'The whole policy; what is not said is as by default. Complaints from now on are compared by it.',
  })
  @ApiOkResponse({ description: 'The policy.', type: DuplicatePolicyDto })
  publish(
    @Body() body: DuplicatePolicyBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const policy = {
      window: body.window ?? duplicateDefaults.window,
      minimumSimilarity: body.minimumSimilarity ?? duplicateDefaults.minimumSimilarity,
      repeatWindow: body.repeatWindow ?? duplicateDefaults.repeatWindow,
      repeatCount: body.repeatCount ?? duplicateDefaults.repeatCount,
    };
    return this.requests.transaction(async (tx) => {
      const published = await publishDuplicatePolicy({ policy, expectedVersion, actor: actor.name }, tx);
      return Answer.ok(published).etag(published.version);
    });
  }

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'Read what repeats a complaint', description: 'The policy in force.' })
  @ApiOkResponse({ description: 'The policy.', type: DuplicatePolicyDto })
  async read() {
    const policy = await currentDuplicatePolicy(this.requests.dataSource.manager);
    return Answer.ok(policy).etag(policy.version);
  }
}
