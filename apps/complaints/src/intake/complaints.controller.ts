import {
  type Actor,
  ApiPage,
  CurrentActor,
  IdParam,
  PageQuery,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ComplaintDto, HistoryDto } from '../complaint/response/complaint.dto.ts';
import { complaintResponse } from '../complaint/response/complaint-response.controller.ts';
import { historyOf } from '../complaint/storage/complaint.queries.ts';
import { intakeRoles, readerRoles } from '../roles.ts';
import { OpenComplaintBody } from './open-complaint.dto.ts';
import { registerComplaint } from './register-complaint.use-case.ts';

@ApiTags('Complaints')
@Controller('v1/complaints')
export class ComplaintsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post()
  @Roles(...intakeRoles)
  @ApiOperation({
    summary: 'Open a complaint',
    description:
      'By a person, e.g. with the customer on the phone. It is routed, put under its clocks and, where the policy says so, brought before management at once. A customer we do not know yet gets a profile.',
  })
  @ApiCreatedResponse({ description: 'The complaint.', type: ComplaintDto })
  open(@Body() body: OpenComplaintBody, @CurrentActor() actor: Actor) {
    return this.unitOfWork.transaction(async (tx) => {
      const { id } = await registerComplaint({ ...body, actor }, tx);
      return complaintResponse(tx, id, 'created');
    });
  }

  @Get(':id')
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'Read a complaint', description: 'With its clocks, answers, escalations and links.' })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  read(@IdParam() id: string) {
    return complaintResponse(this.unitOfWork.dataSource, id);
  }

  @Get(':id/history')
  @Roles(...readerRoles)
  @ApiOperation({ summary: "Read a complaint's history", description: 'Every change, the first first. It only grows.' })
  @ApiPage(HistoryDto)
  async history(@IdParam() id: string, @Query() { limit, cursor }: PageQuery) {
    const after = String(readCursor(cursor)?.[0] ?? 0);
    const entries = await historyOf(this.unitOfWork.dataSource, id, after, limit + 1);
    return pageOf(entries, limit, (entry) => [entry.id]);
  }
}
