import { DtoBody, HttpResponse, handlerAndUp, IfMatch, Roles, UnitOfWork } from '@harken/service';
import { Controller, Get, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountBody, AccountDto, AccountId } from './account.dto.ts';
import { type AccountWithCustomers, findAccount } from './account.queries.ts';
import { putAccount } from './put-account.use-case.ts';

const toView = ({ version: _, ...view }: AccountWithCustomers): AccountDto => view;

@ApiTags('customers')
@Controller('v1/accounts')
export class AccountsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put(':externalId')
  @Roles('crm')
  @ApiOperation({
    summary: 'Describe an organisation',
    description: 'Customers belong to it by the `account` of their profile, before or after it is described.',
  })
  @ApiOkResponse({ description: 'The organisation.', type: AccountDto })
  @ApiCreatedResponse({ description: 'One not described before.', type: AccountDto })
  put(
    @AccountId() externalId: string,
    @DtoBody(AccountBody, { answer: AccountDto }) body: AccountBody,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    return this.unitOfWork.transaction(async (tx) => {
      const { created } = await putAccount({ externalId, name: body.name ?? null, expectedVersion }, tx);
      const account = await findAccount(tx, externalId);
      return (created ? HttpResponse.created(toView(account)) : HttpResponse.ok(toView(account))).etag(account.version);
    });
  }

  @Get(':externalId')
  @Roles('crm', ...handlerAndUp)
  @ApiOperation({ summary: 'Read an organisation', description: 'Also one that only customers name.' })
  @ApiOkResponse({ description: 'The organisation.', type: AccountDto })
  async get(@AccountId() externalId: string) {
    const account = await findAccount(this.unitOfWork.dataSource, externalId);
    return HttpResponse.ok(toView(account)).etag(account.version);
  }
}
