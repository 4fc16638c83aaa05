import { HttpResponse, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { policyAdmins, readerRoles } from '../roles.ts';
import { dryRunRules, measureCoverage } from './dry-run-rules.use-case.ts';
import { CoverageDto, CoverageQuery, RoutingDryRunBody, RoutingDryRunDto } from './routing-simulation.dto.ts';

@ApiTags('Routing')
@Controller('v1/routing-rules')
export class RoutingSimulationController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('dry-run')
  @HttpCode(200)
  @Roles(...policyAdmins)
  @ApiOperation({
    summary: 'Try routing rules',
    description:
      'A whole set of rules on complaints that came in before: which rule would have won each, why, and what differs from where it went. Nothing is changed.',
  })
  @ApiOkResponse({ description: 'What they would have made of each, the newest first.', type: RoutingDryRunDto })
  dryRun(@Body() { rules, fallbackTeam, from, to, limit = 100 }: RoutingDryRunBody) {
    return this.unitOfWork.transaction(async (tx) =>
      HttpResponse.ok(await dryRunRules({ rules, fallbackTeam }, { from, to, limit }, tx)),
    );
  }

  @Get('coverage')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'See what the routing rules cover',
    description:
      'The rules in force, tried on the complaints of a period: the share of each, those that never hold, those that always come too late, and the values that always fall back.',
  })
  @ApiOkResponse({ description: 'What they cover.', type: CoverageDto })
  coverage(@Query() { from, to, limit = 2_000 }: CoverageQuery) {
    return this.unitOfWork.transaction((tx) => measureCoverage({ from, to, limit }, tx));
  }
}
