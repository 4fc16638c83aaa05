import {
  type Actor,
  ApiPage,
  CurrentActor,
  HttpResponse,
  IdParam,
  IfMatch,
  PageQuery,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { intakeRoles, readerRoles } from '../roles.ts';
import { MessageBody, MessageDto, ThreadEntryDto } from './message.dto.ts';
import type { Message } from './message.ts';
import { readThread } from './thread.queries.ts';
import { writeMessage } from './write-message.use-case.ts';

@ApiTags('Messages')
@Controller('v1/complaints/:id/messages')
export class MessagesController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post()
  @Roles(...intakeRoles)
  @ApiOperation({
    summary: 'Write down a message',
    description:
      'What the customer wrote (`in`) or we did (`out`), by any channel. Harken sends nothing itself. A message of the customer ends the waiting for the customer; one of ours is a response, though not an answer: that has an outcome. One that comes after the end is kept and flagged (`customer_wrote_after_end`); it reopens the complaint only where the response policy says `reopenOnMessage`, and within the reopen window. One on a duplicate counts at its original, which is flagged (`customer_wrote_on_duplicate`) until we write back.',
  })
  @ApiCreatedResponse({ description: 'The message.', type: MessageDto })
  @ApiOkResponse({ description: 'It came before under this externalId: the first.', type: MessageDto })
  write(
    @IdParam() id: string,
    @Body() { onBehalfOf, attachments = [], externalId, ...said }: MessageBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const message = { ...said, attachments, externalId: externalId ?? null };
    return this.unitOfWork.transaction(async (tx) => {
      const written = await writeMessage({ id, expectedVersion, actor, onBehalfOf, message }, tx);
      return written.isNew ? HttpResponse.created(viewOf(written.message)) : HttpResponse.ok(viewOf(written.message));
    });
  }

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'Read the thread',
    description: 'Messages, answers and internal notes, the first first; also those of its duplicates.',
  })
  @ApiPage(ThreadEntryDto)
  async thread(@IdParam() id: string, @Query() { limit, cursor }: PageQuery) {
    const entries = await readThread(this.unitOfWork.dataSource, id, readCursor(cursor), limit + 1);
    return pageOf(entries, limit, (entry) => [entry.at.toISOString(), entry.id]);
  }
}

const viewOf = ({ complaintId: _, externalId, ...message }: Message) => ({
  ...message,
  kind: 'message',
  visibility: 'customer',
  ...(externalId === null ? {} : { externalId }),
});
