import { ApiPage, PageQuery, pageOf, Roles, readTimeCursor, UnitOfWork } from '@harken/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { precisionOf } from './triage-decision.ts';
import { DecisionPrecisionsDto, PrecisionQuery, TriageDecisionDto } from './triage-decisions.dto.ts';
import { countDecisions, listDecisions } from './triage-decisions.queries.ts';

const day = 86_400_000;
const readers = ['supervisor', 'manager', 'analyst', 'ops'] as const;

@ApiTags('complaint policy')
@Controller('v1/triage-decisions')
export class TriageDecisionsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...readers)
  @ApiOperation({
    summary: 'List what people decided on suspected feedback',
    description: 'With its text and label, the newest decision first: what the text models are trained with anew.',
  })
  @ApiPage(TriageDecisionDto)
  async list(@Query() { limit, cursor }: PageQuery) {
    const after = readTimeCursor(cursor);
    const decisions = await listDecisions(this.unitOfWork.dataSource, limit + 1, after);
    const items = decisions.map((one) => ({ ...one, label: one.decision === 'opened' ? 'yes' : 'no' }) as const);
    return pageOf(items, limit, ({ decidedAt, feedbackId }) => [decidedAt.toISOString(), feedbackId]);
  }

  @Get('precision')
  @Roles(...readers)
  @ApiOperation({
    summary: 'How often suspected feedback was a complaint',
    description: 'By language, from what people decided. It says nothing about complaints that nobody suspected.',
  })
  @ApiOkResponse({ description: 'Counts and shares.', type: DecisionPrecisionsDto })
  async precision(@Query() { from }: PrecisionQuery): Promise<DecisionPrecisionsDto> {
    const since = from === undefined ? new Date(Date.now() - 90 * day) : new Date(from);
    const counts = await countDecisions(this.unitOfWork.dataSource, since);
    return { items: counts.map((count) => ({ ...count, precision: precisionOf(count) })) };
  }
}
