import { NotFound } from '@harken/errors';
import { handlerAndUp, Roles, UnitOfWork } from '@harken/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { findTouchpoint } from '../map/touchpoint.queries.ts';
import { TouchpointPath } from '../map/touchpoint-path.dto.ts';
import { ComplianceDto, ComplianceQuery } from './compliance.dto.ts';
import { countActions } from './compliance.queries.ts';
import { complianceOf } from './compliance.ts';

@ApiTags('Service standards')
@Controller('v1/touchpoints')
export class ComplianceController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get(':id/compliance')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Read how often standard actions are done',
    description:
      'From feedback of method `observation` with `actions`: the share done with its Wilson interval, per standard action of the map, by team or person.',
  })
  @ApiOkResponse({ description: 'The compliance.', type: ComplianceDto })
  async get(@Param() { id }: TouchpointPath, @Query() { from, to, by }: ComplianceQuery): Promise<ComplianceDto> {
    const touchpoint = await findTouchpoint(this.unitOfWork.dataSource, id);
    if (!touchpoint) throw new NotFound('touchpoint', id);
    const counts = await countActions(this.unitOfWork.dataSource, {
      touchpoint: id,
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
      by,
      team: touchpoint.team,
    });
    return { touchpoint: id, ...complianceOf(touchpoint.actions, counts) };
  }
}
