import { Invalid } from '@harken/errors';
import {
  type Actor,
  bindCommand,
  CurrentActor,
  currentRequest,
  problemResponse,
  Roles,
  SETTINGS,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { handlerRoles } from '../roles.ts';
import { BulkBody, BulkDto, type BulkItemBody } from './bulk.dto.ts';
import { type BulkOutcome, executeBulk } from './bulk-commands.use-case.ts';
import { complaintCommands } from './complaint.commands.ts';

@ApiTags('Commands')
@Controller('v1/complaints')
export class BulkCommandsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) private readonly settings: object,
  ) {}

  @Post('bulk')
  @HttpCode(200)
  @Roles(...handlerRoles)
  @ApiOperation({
    summary: 'Give many complaints one command',
    description:
      'Each takes or refuses it by itself, as it would alone; one that refuses changes nothing for the others. All that take it do so in one transaction.',
  })
  @ApiOkResponse({ description: 'What became of each.', type: BulkDto })
  async give(@Body() bulk: BulkBody, @CurrentActor() actor: Actor) {
    const command = await bindCommand(complaintCommands[bulk.command], bulk.body, '/body');
    const targets = itemsOf(bulk).map(({ id, ifMatch }) => ({
      ...{ id, actor, settings: this.settings },
      expectedVersion: ifMatch === undefined ? undefined : Number(ifMatch.replace(/\D/g, '')),
    }));
    return this.unitOfWork.transaction(async (tx) => {
      const results = (await executeBulk(command, targets, tx)).map(resultOf);
      const done = results.filter(({ status }) => status === 'done').length;
      return { done, refused: results.length - done, results };
    });
  }
}

function itemsOf({ ids, items }: BulkBody): readonly BulkItemBody[] {
  const given = items ?? ids?.map((id) => ({ id }));
  if (given && !(ids && items)) return given;
  const detail = 'give either ids or items';
  throw new Invalid('request.invalid', 'The request has a fault.', [
    { pointer: given ? '/items' : '/ids', code: given ? 'not-allowed' : 'required', detail },
  ]);
}

function resultOf(outcome: BulkOutcome) {
  const { id } = outcome;
  if ('problem' in outcome)
    return { id, status: 'refused', problem: problemResponse(outcome.problem, currentRequest()?.id ?? id).document };
  const { complaint } = outcome;
  if (complaint.id !== id) return { id, status: 'done', followedBy: complaint.id };
  return { id, status: 'done', version: complaint.version };
}
