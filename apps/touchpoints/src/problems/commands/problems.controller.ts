import { ApiPage, HttpResponse, handlerAndUp, IdParam, pageOf, Roles, readCursor, UnitOfWork } from '@harken/service';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { findProblem, listProblems } from '../problem.queries.ts';
import { scanNow } from '../scanning/scan-now.use-case.ts';
import { ProblemDto, ProblemListItemDto, ProblemsQuery, ScanBody, ScanDto } from './problem.dto.ts';
import { evidenceDto, problemDto, problemListItem } from './problem-view.controller.ts';

@ApiTags('Problems')
@Controller('v1/problems')
export class ProblemsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({ summary: 'List the problems', description: 'Newest first.' })
  @ApiPage(ProblemListItemDto)
  async list(@Query() { limit, cursor, ...filter }: ProblemsQuery) {
    const [before] = readCursor(cursor) ?? [null];
    const rows = await listProblems(this.unitOfWork.dataSource, filter, before === null ? null : String(before), limit);
    return pageOf(rows.map(problemListItem), limit, ({ id }) => [id]);
  }

  @Get(':id')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({
    summary: 'Read a problem',
    description: 'With its evidence, complaints, what they share, and what the data say since the fix.',
  })
  @ApiOkResponse({ description: 'The problem.', type: ProblemDto })
  async get(@IdParam() id: string) {
    return this.unitOfWork.dataSource.transaction(async (tx) => {
      const problem = await findProblem(tx, id);
      return HttpResponse.ok(await problemDto(tx, problem)).etag(problem.version);
    });
  }

  @Post('scan')
  @HttpCode(200)
  @Roles('supervisor', 'manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Scan for problems',
    description:
      'What the nightly scan does, now or as of a time in the past. Opens a problem for each suspicion that belongs to none yet; a closed one that came back is reopened. A dry run opens nothing.',
  })
  @ApiOkResponse({ description: 'The suspicions.', type: ScanDto })
  async scan(@Body() { at, dryRun = false }: ScanBody) {
    return this.unitOfWork.transaction(async (tx) => {
      const { suspicions, problems, ...scan } = await scanNow(at === undefined ? undefined : new Date(at), dryRun, tx);
      return HttpResponse.ok({ ...scan, suspicions: suspicions.map(evidenceDto), problems: [...problems] });
    });
  }
}
