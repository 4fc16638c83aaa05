import {
  type Actor,
  Answer,
  ApiPage,
  CurrentActor,
  IfMatch,
  PageQuery,
  pageOf,
  Requests,
  Roles,
  readCursor,
} from '@harken/service';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { policyMakers, readers, workers } from '../roles.ts';
import { listDepartures } from './departure.queries.ts';
import { AwayBody, DepartureDto, MemberMoveBody } from './member-moves.dto.ts';
import { comeBack, goAway, leaveTeam } from './move-member.use-case.ts';
import { TeamDto } from './team.dto.ts';
import { getTeam } from './team.queries.ts';
import type { Team } from './team.ts';
import { mustBeName, TeamIdParam } from './team-name.dto.ts';

const MemberIdParam = () => ApiParam({ name: 'memberId', description: 'The member.', example: 'anna' });
const answerOf = (team: Team) => Answer.ok(team).etag(team.version);

@ApiTags('Teams')
@Controller('v1/teams/:teamId')
export class MembersController {
  constructor(private readonly requests: Requests) {}

  @Post('members/:memberId/leave')
  @HttpCode(200)
  @Roles(...policyMakers)
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
    mustBeName(teamId);
    const move = { teamId, memberId, expectedVersion, actor: actor.name, by, reason };
    return this.requests.transaction(async (tx) => answerOf(await leaveTeam(move, tx)));
  }

  @Post('members/:memberId/away')
  @HttpCode(200)
  @Roles(...workers, 'ops')
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
    mustBeName(teamId);
    const move = { teamId, memberId, expectedVersion, actor: actor.name, by, reason, until, reassign };
    return this.requests.transaction(async (tx) => answerOf(await goAway(move, tx)));
  }

  @Post('members/:memberId/return')
  @HttpCode(200)
  @Roles(...workers, 'ops')
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
    mustBeName(teamId);
    const move = { teamId, memberId, expectedVersion, actor: actor.name, by, reason };
    return this.requests.transaction(async (tx) => answerOf(await comeBack(move, tx)));
  }

  @Get('departures')
  @Roles(...readers)
  @TeamIdParam()
  @ApiOperation({
    summary: 'List departures',
    description: 'Who left or went away and handed complaints on, how many went where, the newest first.',
  })
  @ApiPage(DepartureDto)
  async departures(@Param('teamId') teamId: string, @Query() { limit, cursor }: PageQuery) {
    mustBeName(teamId);
    await getTeam(this.requests.dataSource, teamId);
    const found = await listDepartures(this.requests.dataSource, teamId, readCursor(cursor), limit + 1);
    return pageOf(found, limit, ({ at, id }) => [at.toISOString(), id]);
  }
}
