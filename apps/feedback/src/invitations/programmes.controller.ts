import { NotFound } from '@harken/errors';
import {
  ApiPage,
  cursorOfNoPage,
  HttpResponse,
  NameParam,
  pageOf,
  Roles,
  readCursor,
  readTimeCursor,
  SETTINGS,
  type Settings,
  settingsOf,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { feedbackSettings } from '../feedback.config.ts';
import { changeProgramme } from '../programmes/change-programme.use-case.ts';
import type { ProgrammeCommand } from '../programmes/programme-state.ts';
import { programmes } from '../programmes/programmes.document.ts';
import { tokenMaker } from './asked-invitation.queries.ts';
import {
  DecisionDto,
  DecisionFilter,
  InvitationDto,
  InvitationQuery,
  ProgressDto,
  toDecisionDto,
  toInvitationDto,
  toProgressDto,
} from './invitation.dto.ts';
import { listDecisions, listInvitations, readProgress } from './invitation.queries.ts';

const { id: programmeId, roles } = programmes.definition;
const progressAnswer = { description: 'How it goes.', type: ProgressDto };

@ApiTags('programmes')
@Controller('v1/programmes/:programmeId')
export class ProgrammesController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post('start')
  @HttpCode(200)
  @Roles(...roles.publish)
  @ApiOperation({
    summary: 'Start it, or go on after a pause',
    description:
      'From now on it asks. What was before is not asked about, and a run missed in a pause is not made up for.',
  })
  @ApiOkResponse(progressAnswer)
  start(@NameParam(programmeId) id: string) {
    return this.change(id, 'start');
  }

  @Post('pause')
  @HttpCode(200)
  @Roles(...roles.publish)
  @ApiOperation({
    summary: 'Pause it',
    description: 'Nobody is invited or reminded; whoever would have been is skipped as `paused`. Links stay good.',
  })
  @ApiOkResponse(progressAnswer)
  pause(@NameParam(programmeId) id: string) {
    return this.change(id, 'pause');
  }

  @Post('end')
  @HttpCode(200)
  @Roles(...roles.publish)
  @ApiOperation({ summary: 'End it', description: 'For good. Whoever was invited can answer until the link expires.' })
  @ApiOkResponse(progressAnswer)
  end(@NameParam(programmeId) id: string) {
    return this.change(id, 'end');
  }

  @Get('progress')
  @Roles(...roles.read)
  @ApiOperation({
    summary: 'Read how a programme goes',
    description: 'Its status, invitations by status, and who was not invited, by reason.',
  })
  @ApiOkResponse(progressAnswer)
  async progress(@NameParam(programmeId) id: string) {
    return HttpResponse.ok(await progressOf(this.unitOfWork.dataSource, id));
  }

  @Get('decisions')
  @Roles(...roles.read)
  @ApiOperation({
    summary: 'List who was invited and who was not, and why',
    description: 'One entry for each customer and occasion, newest first.',
  })
  @ApiPage(DecisionDto)
  async decisions(@NameParam(programmeId) id: string, @Query() query: DecisionFilter) {
    await progressOf(this.unitOfWork.dataSource, id);
    const { items, next } = pageOf(
      await listDecisions(this.unitOfWork.dataSource, id, query, query.limit + 1, decisionBefore(query.cursor)),
      query.limit,
      (row) => [row.id],
    );
    return { items: items.map(toDecisionDto), next };
  }

  @Get('invitations')
  @Roles('crm')
  @ApiOperation({
    summary: 'List invitations with their links',
    description:
      'For whoever sends them: the only place with the links. Oldest first; go on with `from` at the `invitedAt` that was read last.',
  })
  @ApiPage(InvitationDto)
  async invitations(@NameParam(programmeId) id: string, @Query() { status, from, limit, cursor }: InvitationQuery) {
    const { dataSource } = this.unitOfWork;
    await progressOf(dataSource, id);
    const filter = { programme: id, status, from: from === undefined ? undefined : new Date(from) };
    const found = await listInvitations(dataSource, filter, limit + 1, readTimeCursor(cursor));
    const { items, next } = pageOf(found, limit, ({ invitation }) => [
      invitation.invitedAt.toISOString(),
      invitation.id,
    ]);
    const tokenOf = await tokenMaker(dataSource);
    const { ANSWER_URL } = settingsOf(feedbackSettings, this.settings);
    const linkOf = (invitation: Parameters<typeof tokenOf>[0]) =>
      `${ANSWER_URL.replace(/\/$/, '')}/answer/${tokenOf(invitation)}`;
    return { items: items.map((one) => toInvitationDto(one, linkOf)), next };
  }

  private change(id: string, command: ProgrammeCommand) {
    return this.unitOfWork.transaction(async (tx) => {
      await changeProgramme(id, command, tx);
      return HttpResponse.ok(await progressOf(tx, id));
    });
  }
}

async function progressOf(db: Parameters<typeof readProgress>[0], id: string): Promise<ProgressDto> {
  const row = await readProgress(db, id);
  if (!row) throw new NotFound('programme', id);
  return toProgressDto(row);
}

/** Decisions are in the order of their numbers. */
function decisionBefore(cursor: string | undefined): string | undefined {
  const [number, ...more] = readCursor(cursor) ?? [];
  if (number === undefined) return undefined;
  if (more.length === 0 && typeof number === 'string' && /^\d{1,18}$/.test(number)) return number;
  throw cursorOfNoPage();
}
