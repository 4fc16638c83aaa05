import { databaseTime } from '@harken/database';
import { HttpResponse, NameParam, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { programmes } from '../programmes/programmes.document.ts';
import { pastInvitations, pastOccasions } from './past-occasions.queries.ts';
import { simulate } from './simulate.ts';
import { SimulationBody, SimulationDto } from './simulation.dto.ts';

const { id: programmeId, roles } = programmes.definition;
const dayMs = 86_400_000;
// They are held in memory, a few hundred bytes each.
const maxOccasions = 200_000;

@ApiTags('programmes')
@Controller('v1/programmes/:programmeId')
export class SimulationController {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  @Post('simulate')
  @HttpCode(200)
  @Roles(...roles.read)
  @ApiOperation({
    summary: 'Simulate a programme',
    description:
      'How many it would have invited and skipped, and why, had its newest version run in the last days: over what really happened and what other programmes really sent. Customers are taken as they are today, and nobody answers. Nothing is kept or sent.',
  })
  @ApiOkResponse({ description: 'What it would have done.', type: SimulationDto })
  simulate(@NameParam(programmeId) id: string, @Body() { days = 30 }: SimulationBody) {
    return this.unitOfWork.transaction(async (tx) => {
      const to = await databaseTime(tx);
      const period = { from: new Date(to.getTime() - days * dayMs), to };
      const programme = { ...(await programmes.latest(tx, id)), status: 'running' as const };
      const found = await pastOccasions(tx, programme, period, maxOccasions + 1);
      const sent = await pastInvitations(tx, programme, period);
      const { version } = programme;
      const result = simulate(programme, found.slice(0, maxOccasions), sent);
      return HttpResponse.ok({ version, ...period, complete: found.length <= maxOccasions, ...result });
    });
  }
}
