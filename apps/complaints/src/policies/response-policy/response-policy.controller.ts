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
import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { policyAdmins, readerRoles } from '../../roles.ts';
import { PolicyVersionQuery } from './policy-version.dto.ts';
import { publishResponsePolicy } from './publish-response-policy.use-case.ts';
import { PublishPolicyBody, ResponsePolicyDto } from './response-policy.dto.ts';
import { currentPolicy, listPolicies, readPolicy } from './response-policy.queries.ts';
import { policyDefaults } from './response-policy.ts';

@ApiTags('Response policy')
@Controller('v1/response-policy')
export class ResponsePolicyController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put()
  @Roles(...policyAdmins)
  @ApiOperation({
    summary: 'Publish the response policy',
    description:
      'The whole policy, as a new version. In force is the one with the latest start. Clocks that start while it is in force run under it. Running clocks keep their targets, unless it applies to `open`: then they are recomputed from their start, in the background.',
  })
  @ApiOkResponse({ description: 'The policy.', type: ResponsePolicyDto })
  publish(
    @Body() { effectiveFrom, appliesTo, ...body }: PublishPolicyBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const policy = { ...policyDefaults, ...body };
    const from = effectiveFrom === undefined ? undefined : new Date(effectiveFrom);
    return this.unitOfWork.transaction(async (tx) => {
      const command = { policy, expectedVersion, actor: actor.name, effectiveFrom: from, appliesTo };
      const published = await publishResponsePolicy(command, tx);
      return HttpResponse.ok(published).etag(published.version);
    });
  }

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'Read the response policy', description: 'The one in force, or a version.' })
  @ApiOkResponse({ description: 'The policy.', type: ResponsePolicyDto })
  async read(@Query() { version }: PolicyVersionQuery) {
    const { manager } = this.unitOfWork.dataSource;
    const policy = await readPolicy(manager, version ?? (await currentPolicy(manager)).version);
    return HttpResponse.ok(policy).etag(policy.version);
  }

  @Get('versions')
  @Roles(...readerRoles)
  @ApiOperation({
    summary: 'List the versions of the response policy',
    description: 'Newest first, those that are still to come included.',
  })
  @ApiPage(ResponsePolicyDto)
  async versions(@Query() { limit, cursor }: PageQuery) {
    const before = Number(readCursor(cursor)?.[0] ?? 2 ** 31 - 1);
    const versions = await listPolicies(this.unitOfWork.dataSource.manager, before, limit + 1);
    return pageOf(versions, limit, ({ version }) => [version]);
  }
}
