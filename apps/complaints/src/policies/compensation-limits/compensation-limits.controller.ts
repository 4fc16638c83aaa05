import { type Actor, CurrentActor, HttpResponse, IfMatch, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { limitAdmins, readerRoles } from '../../roles.ts';
import { CompensationLimitsBody, CompensationLimitsDto } from './compensation-limits.dto.ts';
import { currentLimits } from './compensation-limits.queries.ts';
import { limitsDefaults } from './compensation-limits.ts';
import { publishCompensationLimits } from './publish-compensation-limits.use-case.ts';

@ApiTags('Compensation')
@Controller('v1/compensation-limits')
export class CompensationLimitsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put()
  @Roles(...limitAdmins)
  @ApiOperation({
    summary: 'Publish the limits',
    description: 'The whole of them. Approvals follow them from now on; proposals keep who was to decide on them.',
  })
  @ApiOkResponse({ description: 'The limits.', type: CompensationLimitsDto })
  publish(
    @Body() body: CompensationLimitsBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const limits = { ...limitsDefaults, ...body };
    return this.unitOfWork.transaction(async (tx) => {
      const published = await publishCompensationLimits({ limits, expectedVersion, actor: actor.name }, tx);
      return HttpResponse.ok(published).etag(published.version);
    });
  }

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'Read the limits', description: 'Those in force.' })
  @ApiOkResponse({ description: 'The limits.', type: CompensationLimitsDto })
  async read() {
    const limits = await currentLimits(this.unitOfWork.dataSource.manager);
    return HttpResponse.ok(limits).etag(limits.version);
  }
}
