import { databaseTime } from '@harken/database';
import {
  ApiPage,
  BatchBody,
  cursorOfNoPage,
  HttpResponse,
  handlerAndUp,
  IdParam,
  pageOf,
  Roles,
  readCursor,
  readIdCursor,
  readTimeCursor,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AddedSegment, addSegments } from './add-segments.use-case.ts';
import {
  ConversationBody,
  ConversationDto,
  ConversationQuery,
  QuoteQuery,
  SegmentDto,
  SegmentQuery,
  SegmentResultsDto,
  SegmentsBody,
  toConversation,
  toSegments,
} from './conversation.dto.ts';
import { findConversation, findQuote, listConversations, listQuotes, listSegments } from './conversation.queries.ts';
import { methodOfPosts, type Segment } from './conversation.ts';
import { recordConversation } from './record-conversation.use-case.ts';

const writers = ['crm', 'call_centre', 'analyst', 'manager'] as const;

@ApiTags('conversations')
@Controller('v1/conversations')
export class ConversationsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post()
  @Roles(...writers)
  @ApiOperation({
    summary: 'Record a conversation',
    description:
      'An interview, a focus group, a study, or a thread of a forum or of reviews, with who takes part. Its transcript ' +
      'follows in segments. A repeat of (source, id) gets 200 with the first, and 409 `conversation.differs` if its ' +
      'content is another.',
  })
  @ApiCreatedResponse({ description: 'The conversation.', type: ConversationDto })
  @ApiOkResponse({ description: 'A repeat: the one stored first.', type: ConversationDto })
  record(@Body() body: ConversationBody) {
    return this.unitOfWork.transaction(async (tx) => {
      const receivedAt = await databaseTime(tx);
      const { conversation, isNew } = await recordConversation(toConversation(body, receivedAt), receivedAt, tx);
      return isNew
        ? HttpResponse.created(conversation).location(`/v1/conversations/${conversation.id}`)
        : HttpResponse.ok(conversation);
    });
  }

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'List conversations', description: 'Newest first, by when they began.' })
  @ApiPage(ConversationDto)
  async list(@Query() { limit, cursor, ...filter }: ConversationQuery) {
    const after = readTimeCursor(cursor);
    const found = await listConversations(this.unitOfWork.dataSource, filter, limit + 1, after);
    return pageOf(found, limit, ({ occurredAt, id }) => [occurredAt.toISOString(), id]);
  }

  @Get(':id')
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'Read a conversation', description: 'With who takes part.' })
  @ApiOkResponse({ description: 'The conversation.', type: ConversationDto })
  async get(@IdParam() id: string) {
    return findConversation(this.unitOfWork.dataSource, id);
  }

  @Post(':id/segments')
  @HttpCode(200)
  @BatchBody()
  @Roles(...writers)
  @ApiOperation({
    summary: 'Add segments of the transcript',
    description:
      'Up to 1000, in the order in which they were said. Each is taken once by its id; of posts also the same words of ' +
      'the same author in another thread of the source. Each post becomes feedback, so that a complaint among them is found.',
  })
  @ApiOkResponse({ description: 'The result of each segment.', type: SegmentResultsDto })
  add(@IdParam() id: string, @Body() body: SegmentsBody) {
    return this.unitOfWork.transaction(async (tx) => {
      const now = await databaseTime(tx);
      const added = await addSegments(
        id,
        (conversation) =>
          toSegments(body, conversation, { posts: methodOfPosts(conversation.kind) !== undefined, now }),
        tx,
      );
      return HttpResponse.ok(resultsOf(added));
    });
  }

  @Get(':id/segments')
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'Read the transcript', description: 'In the order in which it was said.' })
  @ApiPage(SegmentDto)
  async segments(@IdParam() id: string, @Query() { limit, cursor, ...filter }: SegmentQuery) {
    const [after = 0] = readCursor(cursor) ?? [];
    if (typeof after !== 'number' || !Number.isInteger(after)) throw cursorOfNoPage();
    await findConversation(this.unitOfWork.dataSource, id);
    const found = await listSegments(this.unitOfWork.dataSource, id, filter, limit + 1, after);
    return pageOf(found.map(viewOf), limit, ({ position }) => [position]);
  }
}

@ApiTags('conversations')
@Controller('v1/quotes')
export class QuotesController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'List quotes', description: 'What was worth showing, the newest first.' })
  @ApiPage(SegmentDto)
  async list(@Query() { limit, cursor, ...filter }: QuoteQuery) {
    const found = await listQuotes(this.unitOfWork.dataSource, filter, limit + 1, readIdCursor(cursor));
    return pageOf(found.map(viewOf), limit, ({ id }) => [id]);
  }

  @Get(':id')
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'Read a quote', description: 'Evidence by its id.' })
  @ApiOkResponse({ description: 'The quote.', type: SegmentDto })
  async get(@IdParam() id: string) {
    return viewOf(await findQuote(this.unitOfWork.dataSource, id));
  }
}

const viewOf = ({ digest: _, postDigest: __, ...segment }: Segment): SegmentDto => segment;

function resultsOf(added: readonly AddedSegment[]): SegmentResultsDto {
  const count = (wanted: AddedSegment['status']) => added.filter(({ status }) => status === wanted).length;
  return {
    ...{ accepted: count('accepted'), duplicates: count('duplicate'), conflicts: count('conflict') },
    results: added.map(({ status, segment: { id, feedbackId } }, index) => ({ index, status, id, feedbackId })),
  };
}
