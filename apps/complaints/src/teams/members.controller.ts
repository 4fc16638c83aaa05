import {
  type Actor,
  ApiPage,
  ChosenIdParam,
  CurrentActor,
  HttpResponse,
  IfMatch,
  PageQuery,
  pageOf,
  type Role,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { applyDecorators, Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { handlerRoles, policyAdmins, readerRoles } from '../roles.ts';
import { markAbsent, markAvailable, removeMember } from './change-member.use-case.ts';
import { listDepartures } from './departure.queries.ts';
import { AwayBody, DepartureDto, MemberMoveBody, TeamDto, TeamId } from './team.dto.ts';
import { getTeam } from './team.queries.ts';
import type { Team } from './team.ts';

const MemberId = () => ChosenIdParam('memberId', 'The member.', 'anna');

const MemberCommand = (name: string, roles: readonly Role[], summary: string, description: string) =>
  applyDecorators(
    Post(`members/:memberId/${name}`),
    HttpCode(200),
    Roles(...roles),
    ApiOperation({ summary, description }),
    ApiOkResponse({ description: 'The team.', type: TeamDto }),
  );
const toResponse = (team: Team) => HttpResponse.ok(team).etag(team.version);

@ApiTags('Teams')
@Controller('v1/teams/:teamId')
export class MembersController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @MemberCommand(
    'leave',
    policyAdmins,
    'Leave the team',
    'The person is out of it; the open complaints go to the rest of the team, or back to its queue.',
  )
  leave(
    @TeamId() teamId: string,
    @MemberId() memberId: string,
    @Body() { onBehalfOf, reason }: MemberMoveBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const move = { teamId, memberId, expectedVersion, actor, onBehalfOf, reason };
    return this.unitOfWork.transaction(async (tx) => toResponse(await removeMember(move, tx)));
  }

  @MemberCommand(
    'away',
    [...handlerRoles, 'ops'],
    'Be away',
    'No new work comes; with `reassign` others get the open complaints as well.',
  )
  away(
    @TeamId() teamId: string,
    @MemberId() memberId: string,
    @Body() { onBehalfOf, reason, until, reassign = false }: AwayBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const move = { teamId, memberId, expectedVersion, actor, onBehalfOf, reason, until, reassign };
    return this.unitOfWork.transaction(async (tx) => toResponse(await markAbsent(move, tx)));
  }

  @MemberCommand('return', [...handlerRoles, 'ops'], 'Be back', 'New work may come again.')
  back(
    @TeamId() teamId: string,
    @MemberId() memberId: string,
    @Body() { onBehalfOf, reason }: MemberMoveBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const move = { teamId, memberId, expectedVersion, actor, onBehalfOf, reason };
    return this.unitOfWork.transaction(async (tx) => toResponse(await markAvailable(move, tx)));
  }

  @Get('departures')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'List departures',
    description: 'Who left or went away and handed complaints on, how many went where, the newest first.',
  })
  @ApiPage(DepartureDto)
  async departures(@TeamId() teamId: string, @Query() { limit, cursor }: PageQuery) {
    await getTeam(this.unitOfWork.dataSource, teamId);
    const found = await listDepartures(this.unitOfWork.dataSource, teamId, readCursor(cursor), limit + 1);
    return pageOf(found, limit, ({ at, id }) => [at.toISOString(), id]);
  }
}
