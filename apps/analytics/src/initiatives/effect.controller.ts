import { handlerAndUp, NameParam, Roles, UnitOfWork } from '@harken/service';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EffectDto } from './effect.dto.ts';
import { initiativeEffect } from './effect.queries.ts';
import { initiatives } from './initiatives.document.ts';

@ApiTags('Initiatives')
@Controller('v1/initiatives')
export class EffectController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get(':initiativeId/effect')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'What an initiative has changed',
    description:
      'By difference in differences against comparable touchpoints (a bootstrap over touchpoints where there are three on each side, over days with Newey-West errors otherwise), or, without any, by an interrupted time series (of counts: quasi-Poisson). As many days before as after are read, at most 180. `cannot tell` says why.',
  })
  @ApiOkResponse({ description: 'The effect, its interval, and a sentence.', type: EffectDto })
  async effect(@NameParam(initiatives.definition.id) id: string) {
    const { dataSource } = this.unitOfWork;
    const initiative = await initiatives.latest(dataSource.manager, id);
    return initiativeEffect(dataSource, initiative, new Date());
  }
}
