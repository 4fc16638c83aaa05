import { nameOf } from '@harken/contracts';
import {
  type Actor,
  ApiPage,
  CurrentActor,
  DtoBody,
  HttpResponse,
  handlerAndUp,
  IfMatch,
  NameParam,
  PageQuery,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActionPlanBody, ActionPlanDto } from './action-plan.dto.ts';
import { actionPlans, planners } from './action-plans.document.ts';
import { planAnswer } from './plan-result.queries.ts';

@ApiTags('Improvement')
@Controller('v1/action-plans')
export class ActionPlansController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put(':planId')
  @Roles(...planners)
  @ApiOperation({
    summary: 'Publish an action plan',
    description:
      'The whole of it, as a new version: owner, due date, what it costs, and by which metric the data judge it.',
  })
  @ApiOkResponse({ description: 'The plan.', type: ActionPlanDto })
  put(
    @NameParam(actionPlans.definition.id) id: string,
    @DtoBody(ActionPlanBody, { answer: ActionPlanDto }) content: ActionPlanBody,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ) {
    return this.unitOfWork.transaction(async (tx) => {
      const plan = await actionPlans.publish({ id, content, expectedVersion, actor: nameOf(actor) }, tx);
      return HttpResponse.ok(await planAnswer(tx, plan, new Date())).etag(plan.version);
    });
  }

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'List the action plans',
    description: 'By id, each with the verdict of the data once it is due.',
  })
  @ApiPage(ActionPlanDto)
  async list(@Query() { limit, cursor }: PageQuery) {
    const { dataSource } = this.unitOfWork;
    const after = String(readCursor(cursor)?.[0] ?? '');
    const found = await actionPlans.list(dataSource.manager, after, limit + 1);
    const { items, next } = pageOf(found, limit, ({ id }) => [id]);
    const now = new Date();
    const plans: ActionPlanDto[] = [];
    for (const plan of items) plans.push(await planAnswer(dataSource, plan, now));
    return { items: plans, next };
  }

  @Get(':planId')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Read an action plan',
    description:
      'At the due date the data say `better`, `no change` or `worse`, with the test; or why it cannot be told.',
  })
  @ApiOkResponse({ description: 'The plan.', type: ActionPlanDto })
  async read(@NameParam(actionPlans.definition.id) id: string) {
    const { dataSource } = this.unitOfWork;
    const plan = await actionPlans.latest(dataSource.manager, id);
    return HttpResponse.ok(await planAnswer(dataSource, plan, new Date())).etag(plan.version);
  }
}
