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
import { Controller, Get, Headers, Put, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { planners } from '../plans/action-plans.document.ts';
import { cycleAnswer } from './cycle-answer.queries.ts';
import { cycleMarkdown } from './cycle-markdown.dto.ts';
import { ImprovementCycleBody, ImprovementCycleDto } from './improvement-cycle.dto.ts';
import type { ImprovementCycle } from './improvement-cycle.ts';
import { improvementCycles } from './improvement-cycles.document.ts';
import { publishCycle } from './publish-cycle.use-case.ts';

@ApiTags('Improvement')
@Controller('v1/improvement-cycles')
export class ImprovementCyclesController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put(':cycleId')
  @Roles(...planners)
  @ApiOperation({
    summary: 'Publish an improvement cycle',
    description:
      'The seven steps: people write 1 (brand values), 5 (requirements) and 6 (alignment). 2 (experience and expectation), 3 (key experience) and 4 (gap) are computed with the first version and stay, unless the scope changes; 7 (feedback) is measured. With `previous` and no brand values of its own a cycle starts from the key experience of the one before.',
  })
  @ApiOkResponse({ description: 'The cycle.', type: ImprovementCycleDto })
  put(
    @NameParam(improvementCycles.definition.id) id: string,
    @DtoBody(ImprovementCycleBody, { answer: ImprovementCycleDto }) body: ImprovementCycleBody,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ) {
    const content = body as Partial<ImprovementCycle>;
    return this.unitOfWork.transaction(async (tx) => {
      const cycle = await publishCycle({ id, content, expectedVersion, actor: nameOf(actor) }, tx);
      return HttpResponse.ok(await cycleAnswer(tx, cycle, new Date())).etag(cycle.version);
    });
  }

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'List the improvement cycles', description: 'By id, each with its seven steps.' })
  @ApiPage(ImprovementCycleDto)
  async list(@Query() { limit, cursor }: PageQuery) {
    const after = String(readCursor(cursor)?.[0] ?? '');
    return this.unitOfWork.dataSource.transaction(async (tx) => {
      const { items, next } = pageOf(await improvementCycles.list(tx, after, limit + 1), limit, ({ id }) => [id]);
      const now = new Date();
      const cycles: ImprovementCycleDto[] = [];
      for (const cycle of items) cycles.push(await cycleAnswer(tx, cycle, now));
      return { items: cycles, next };
    });
  }

  @Get(':cycleId')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Read an improvement cycle',
    description: 'The seven steps; with `Accept: text/markdown` as a table to read.',
  })
  @ApiExtraModels(ImprovementCycleDto)
  @ApiOkResponse({
    description: 'The cycle.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ImprovementCycleDto) } },
      'text/markdown': { schema: { type: 'string' }, example: '# Convenience\n' },
    },
  })
  read(@NameParam(improvementCycles.definition.id) id: string, @Headers('accept') accept: string | undefined) {
    return this.unitOfWork.dataSource.transaction(async (tx) => {
      const cycle = await cycleAnswer(tx, await improvementCycles.latest(tx, id), new Date());
      const answer = accept?.includes('text/markdown')
        ? HttpResponse.ok<unknown>(cycleMarkdown(cycle)).header('content-type', 'text/markdown; charset=utf-8')
        : HttpResponse.ok<unknown>(cycle);
      return answer.etag(cycle.version).header('vary', 'accept');
    });
  }
}
