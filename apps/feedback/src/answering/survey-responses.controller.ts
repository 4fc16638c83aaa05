import { ApiPage, handlerAndUp, pageOf, Roles, readTimeCursor, UnitOfWork } from '@harken/service';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SurveyResponseDto, SurveyResponsesQuery, surveyResponseDto } from './survey-response.dto.ts';
import { listSentResponses } from './survey-response.queries.ts';

@ApiTags('answers')
@Controller('v1/survey-responses')
export class SurveyResponsesController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'List what was answered on the pages',
    description:
      'Newest first, question by question, with the chosen options, which feedback has no field for. Only what was sent.',
  })
  @ApiPage(SurveyResponseDto)
  async list(@Query() { limit, cursor, ...filter }: SurveyResponsesQuery) {
    const before = readTimeCursor(cursor);
    const responses = await listSentResponses(this.unitOfWork.dataSource, filter, limit + 1, before);
    return pageOf(responses.map(surveyResponseDto), limit, ({ sentAt, id }) => [sentAt.toISOString(), id]);
  }
}
