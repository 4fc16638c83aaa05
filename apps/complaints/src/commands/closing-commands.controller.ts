import { type Actor, CurrentActor, IdParam, IfMatch, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { executeCommand } from '../complaint/execute/change-complaint.use-case.ts';
import { markDuplicate } from '../complaint/execute/link-complaints.use-case.ts';
import { ComplaintDto } from '../complaint/response/complaint-detail.dto.ts';
import { complaintResponse } from '../complaint/response/complaint-response.controller.ts';
import { reopenComplaint } from '../intake/reopen-complaint.use-case.ts';
import { handlerRoles } from '../roles.ts';
import { AnswerBody, CommandBody, MarkDuplicateBody, RejectBody, ReopenBody, WithdrawBody } from './command.dto.ts';

@ApiTags('Commands')
@Controller('v1/complaints/:id')
export class ClosingCommandsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('answer')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Answer',
    description: 'Answers the customer. Meets the acknowledge and first response clocks, and ends their escalations.',
  })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  answer(
    @IdParam() id: string,
    @Body() { by, ...body }: AnswerBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'answer', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('resolve')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Resolve',
    description: 'Nothing is left to do. Needs an answer: 409 `complaint.answer-missing`.',
  })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  resolve(
    @IdParam() id: string,
    @Body() { by, ...body }: CommandBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'resolve', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('close')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Close',
    description: 'The file is closed. Needs an answer: 409 `complaint.answer-missing`.',
  })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  close(
    @IdParam() id: string,
    @Body() { by, ...body }: CommandBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'close', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('reject')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Reject', description: 'With an answer that says why.' })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  reject(
    @IdParam() id: string,
    @Body() { by, ...body }: RejectBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'reject', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('withdraw')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Withdraw', description: 'The customer takes it back, and is told so.' })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  withdraw(
    @IdParam() id: string,
    @Body() { by, ...body }: WithdrawBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await executeCommand(change, { name: 'withdraw', ...body }, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('mark-duplicate')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({ summary: 'Mark as duplicate', description: 'It repeats another complaint; the customer is told so.' })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  markDuplicate(
    @IdParam() id: string,
    @Body() { by, ...body }: MarkDuplicateBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      await markDuplicate(change, body, tx);
      return complaintResponse(tx, id);
    });
  }

  @Post('reopen')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Reopen',
    description:
      'Within the reopen window of the response policy, measured from its end: a new cycle with fresh response clocks, while the resolution clock goes on from the first day. After it: a new complaint for the same customer, touchpoint and category, with the reason as its text, linked by `follows`; as long as that one is open, a further attempt is 409 `complaint.followed-already`.',
  })
  @ApiOkResponse({ description: 'The complaint.', type: ComplaintDto })
  @ApiCreatedResponse({ description: 'After the window: the new complaint, also in `Location`.', type: ComplaintDto })
  reopen(
    @IdParam() id: string,
    @Body() { by, ...body }: ReopenBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const change = { id, expectedVersion, actor: actor.name, by };
    return this.unitOfWork.transaction(async (tx) => {
      const reopened = await reopenComplaint(change, body.reason, tx);
      return complaintResponse(tx, reopened.id, reopened.id === id ? 'ok' : 'created');
    });
  }
}
