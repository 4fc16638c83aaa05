import { type Actor, CurrentActor, IdParam, IfMatch, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { recordSentAnswer } from '../complaint/execute/record-sent-answer.use-case.ts';
import { ComplaintDto } from '../complaint/response/complaint.dto.ts';
import { complaintResponse } from '../complaint/response/complaint-response.controller.ts';
import { intakeRoles } from '../roles.ts';
import { SentBody } from './command.dto.ts';

@ApiTags('Commands')
@Controller('v1/complaints/:id/answers/:answerId')
export class AnswersController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('sent')
  @HttpCode(200)
  @Roles(...intakeRoles)
  @ApiOperation({
    summary: 'Record that an answer was sent',
    description:
      'What the message policy does not send (`sentAt` null), or what did not arrive, waits until somebody or something has told the customer; this says who, how and when. Once.',
  })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  sent(
    @IdParam() id: string,
    @IdParam('answerId', 'The answer.') answerId: string,
    @Body() { onBehalfOf, channel, at }: SentBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor, onBehalfOf };
    const sent = { answerId, channel, at: at === undefined ? null : new Date(at) };
    return this.unitOfWork.transaction(async (tx) => {
      await recordSentAnswer(change, sent, tx);
      return complaintResponse(tx, id);
    });
  }
}
