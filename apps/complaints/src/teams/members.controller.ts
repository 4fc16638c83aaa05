import {
  type Actor,
  ApiPage,
  CurrentActor,
  HttpResponse,
  IfMatch,
  PageQuery,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { handlerRoles, policyAdmins, readerRoles } from '../roles.ts';
import { markAbsent, markAvailable, removeMember } from './change-member.use-case.ts';
import { listDepartures } from './departure.queries.ts';
import { AwayBody, DepartureDto, MemberMoveBody } from './member-moves.dto.ts';
import { TeamDto } from './team.dto.ts';
import { getTeam } from './team.queries.ts';
import type { Team } from './team.ts';
import { IsTeamName, TeamIdParam } from './team-name.dto.ts';

const MemberIdParam = () => ApiParam({ name: 'memberId', description: 'The member.', example: 'anna' });
const toResponse = (team: Team) => HttpResponse.ok(team).etag(team.version);

@ApiTags('Teams')
@Controller('v1/teams/:teamId')
export class MembersController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('members/:memberId/leave')
  @HttpCode(200)
  @Roles(...policyAdmins)
  @TeamIdParam()
  @MemberIdParam()
  @ApiOperation({
    summary: 'Leave the team',
    description: 'The person is out of it; the open complaints go to the rest of the team, or back to its queue.',
  })
  @ApiOkResponse({ description: 'The team.', type: TeamDto })
  leave(
    @Param('teamId') teamId: string,
    @Param('memberId') memberId: string,
    @Body() { by, reason }: MemberMoveBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    IsTeamName(teamId);
    const move = { teamId, memberId, expectedVersion, actor: actor.name, by, reason };
    return this.unitOfWork.transaction(async (tx) => toResponse(await removeMember(move, tx)));
  }

  @Post('members/:memberId/away')
  @HttpCode(200)
  @Roles(...handlerRoles, 'ops')
  @TeamIdParam()
  @MemberIdParam()
  @ApiOperation({
    summary: 'Be away',
    description: 'No new work comes; with `reassign` others get the open complaints as well.',
  })
  @ApiOkResponse({ description: 'The team.', type: TeamDto })
  away(
    @Param('teamId') teamId: string,
    @Param('memberId') memberId: string,
    @Body() { by, reason, until, reassign = false }: AwayBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    IsTeamName(teamId);
    const move = { teamId, memberId, expectedVersion, actor: actor.name, by, reason, until, reassign };
    return this.unitOfWork.transaction(async (tx) => toResponse(await markAbsent(move, tx)));
  }

  @Post('members/:memberId/return')
  @HttpCode(200)
  @Roles(...handlerRoles, 'ops')
  @TeamIdParam()
  @MemberIdParam()
  @ApiOperation({ summary: 'Be back', description: 'New work may come again.' })
  @ApiOkResponse({ description: 'The team.', type: TeamDto })
  back(
    @Param('teamId') teamId: string,
    @Param('memberId') memberId: string,
    @Body() { by, reason }: MemberMoveBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    IsTeamName(teamId);
    const move = { teamId, memberId, expectedVersion, actor: actor.name, by, reason };
    return this.unitOfWork.transaction(async (tx) => toResponse(await markAvailable(move, tx)));
  }

  @Get('departures')
  @Roles(...readerRoles)
  @TeamIdParam()
  @ApiOperation({
    summary: 'List departures',
    description: 'Who left or went away and handed complaints on, how many went where, the newest first.',
  })
  @ApiPage(DepartureDto)
  async departures(@Param('teamId') teamId: string, @Query() { limit, cursor }: PageQuery) {
    IsTeamName(teamId);
    await getTeam(this.unitOfWork.dataSource, teamId);
    const found = await listDepartures(this.unitOfWork.dataSource, teamId, readCursor(cursor), limit + 1);
    return pageOf(found, limit, ({ at, id }) => [at.toISOString(), id]);
  }
}
