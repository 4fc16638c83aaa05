import {
  type Actor,
  CurrentActor,
  HttpResponse,
  handlerAndUp,
  IdParam,
  IfMatch,
  Roles,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FeedbackDto } from '../feedback/feedback.dto.ts';
import { retractFeedback, supersedeFeedback } from './correct-feedback.use-case.ts';
import { correctedInput } from './corrected-input.ts';
import { FeedbackVersionsDto, RetractBody, SupersedeBody } from './correction.dto.ts';
import { versionsOf } from './correction.queries.ts';

const correctors = ['crm', 'call_centre', 'supervisor', 'manager', 'ops'] as const;

@ApiTags('feedback')
@Controller('v1/feedback/:id')
export class CorrectionsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('supersede')
  @HttpCode(200)
  @Roles(...correctors)
  @ApiOperation({
    summary: 'Correct feedback',
    description:
      'The fields given replace those of the feedback; the others stay, and the version before is kept. Figures follow. ' +
      'A complaint that came of it is flagged and its history says so: it is neither ended, reopened nor re-routed.',
  })
  @ApiOkResponse({ description: 'The feedback as it is now.', type: FeedbackDto })
  supersede(
    @IdParam() id: string,
    @Body() { reason, onBehalfOf, ...given }: SupersedeBody,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ) {
    const correction = { id, expectedVersion, actor, onBehalfOf, reason };
    return this.unitOfWork.transaction(async (tx) => {
      const record = await supersedeFeedback(correction, (current, now) => correctedInput(current, given, now), tx);
      return HttpResponse.ok(record).etag(record.version);
    });
  }

  @Post('retract')
  @HttpCode(200)
  @Roles(...correctors)
  @ApiOperation({
    summary: 'Take feedback back',
    description:
      'It was never said: it counts in no figure any more, and stays readable. A complaint that came of it is flagged ' +
      'and goes on until it is answered.',
  })
  @ApiOkResponse({ description: 'The feedback, with the time of its retraction.', type: FeedbackDto })
  retract(
    @IdParam() id: string,
    @Body() { reason, onBehalfOf }: RetractBody,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ) {
    return this.unitOfWork.transaction(async (tx) => {
      const record = await retractFeedback({ id, expectedVersion, actor, onBehalfOf, reason }, tx);
      return HttpResponse.ok(record).etag(record.version);
    });
  }

  @Get('versions')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Read the versions before',
    description: 'What was said before each correction, and why it was corrected.',
  })
  @ApiOkResponse({ description: 'The versions that no longer hold.', type: FeedbackVersionsDto })
  async versions(@IdParam() id: string) {
    return { items: await versionsOf(this.unitOfWork.dataSource, id) };
  }
}
