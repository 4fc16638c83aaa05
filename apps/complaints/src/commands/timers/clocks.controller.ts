import { type ClockName, clockNames } from '@harken/contracts';
import { NotFound } from '@harken/errors';
import { HttpResponse, IdParam, Roles, UnitOfWork } from '@harken/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { clockView } from '../../complaint/sla/clock-view.ts';
import { explainClock } from '../../complaint/sla/explain-clock.ts';
import { loadDecisionContext } from '../../policies/response-policy/policy-context.queries.ts';
import { readerRoles } from '../../roles.ts';
import { findClock } from './clock.queries.ts';
import { ClockExplanationDto, CycleQuery } from './explain-clock.dto.ts';

@ApiTags('Complaints')
@Controller('v1/complaints/:id/clocks')
export class ClocksController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get(':clock/explain')
  @Roles(...readerRoles)
  @ApiParam({
    name: 'clock',
    description: 'Which clock.',
    schema: { type: 'string', enum: [...clockNames], example: 'resolution' },
  })
  @ApiOperation({
    summary: 'Explain a clock',
    description:
      'Its time from the start until it stopped, or until its deadline: each period, whether it counts, and why. The future is shown as it will be if nothing changes.',
  })
  @ApiOkResponse({ description: 'The clock and its stretches of time.', type: ClockExplanationDto })
  async explain(@IdParam() id: string, @Param('clock') name: string, @Query() { cycle }: CycleQuery) {
    if (!clockNames.includes(name as ClockName)) throw new NotFound('clock', `${id}/${name}`);
    const { manager } = this.unitOfWork.dataSource;
    const clock = await findClock(manager, id, name, cycle);
    const context = await loadDecisionContext(manager);
    return HttpResponse.ok({ ...clockView(clock, context), now: context.now, ...explainClock(clock, context) });
  }
}
