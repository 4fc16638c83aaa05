import {
  type Actor,
  ApiPage,
  CurrentActor,
  HttpResponse,
  IdParam,
  PageQuery,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ComplaintDto } from '../complaint/response/complaint.dto.ts';
import { complaintResponse } from '../complaint/response/complaint-response.controller.ts';
import { handlerRoles, readerRoles } from '../roles.ts';
import { dismissFromTriage, openFromTriage } from './decide-feedback.use-case.ts';
import { DismissBody, OpenFromTriageBody, TriageItemDto } from './open-complaint.dto.ts';
import { listTriage } from './triage.queries.ts';

@ApiTags('Triage')
@Controller('v1/triage')
export class TriageController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'List what may be a complaint',
    description: 'Feedback that waits for a judgement, the oldest first.',
  })
  @ApiPage(TriageItemDto)
  async list(@Query() { limit, cursor }: PageQuery) {
    const items = await listTriage(this.unitOfWork.dataSource, readCursor(cursor), limit + 1);
    return pageOf(items, limit, ({ receivedAt, feedbackId }) => [receivedAt.toISOString(), feedbackId]);
  }

  @Post(':feedbackId/open')
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Open it as a complaint', description: 'It is routed and clocked from this moment on.' })
  @ApiCreatedResponse({ description: 'The complaint.', type: ComplaintDto })
  open(@IdParam('feedbackId') feedbackId: string, @Body() body: OpenFromTriageBody, @CurrentActor() actor: Actor) {
    const { severity = null, reason = null, onBehalfOf = null } = body;
    return this.unitOfWork.transaction(async (tx) => {
      const { id } = await openFromTriage({ feedbackId, severity, reason, onBehalfOf, actor }, tx);
      return complaintResponse(tx, id, 'created');
    });
  }

  @Post(':feedbackId/dismiss')
  @HttpCode(204)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Dismiss it', description: 'It is no complaint.' })
  @ApiNoContentResponse({ description: 'Done.' })
  dismiss(@IdParam('feedbackId') feedbackId: string, @Body() body: DismissBody, @CurrentActor() actor: Actor) {
    const { reason, onBehalfOf = null } = body;
    return this.unitOfWork.transaction(async (tx) => {
      await dismissFromTriage({ feedbackId, reason, onBehalfOf, actor }, tx);
      return HttpResponse.noContent();
    });
  }
}
