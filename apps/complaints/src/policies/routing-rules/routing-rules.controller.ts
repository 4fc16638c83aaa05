import { type Actor, CurrentActor, HttpResponse, IfMatch, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { policyAdmins, readerRoles } from '../../roles.ts';
import { publishRoutingRules } from './publish-routing-rules.use-case.ts';
import { RoutingRulesBody, RoutingRulesDto } from './routing-rules.dto.ts';
import { currentRules } from './routing-rules.queries.ts';

@ApiTags('Routing')
@Controller('v1/routing-rules')
export class RoutingRulesController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put()
  @Roles(...policyAdmins)
  @ApiOperation({
    summary: 'Publish the routing rules',
    description: 'The whole list, in order. Complaints from now on are routed by it; the fallback team takes the rest.',
  })
  @ApiOkResponse({ description: 'The rules.', type: RoutingRulesDto })
  publish(
    @Body() body: RoutingRulesBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    return this.unitOfWork.transaction(async (tx) => {
      const rules = await publishRoutingRules({ rules: body, expectedVersion, actor: actor.name }, tx);
      return HttpResponse.ok(rules).etag(rules.version);
    });
  }

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'Read the routing rules', description: 'Those in force.' })
  @ApiOkResponse({ description: 'The rules.', type: RoutingRulesDto })
  async read() {
    const rules = await currentRules(this.unitOfWork.dataSource.manager);
    return HttpResponse.ok(rules).etag(rules.version);
  }
}
