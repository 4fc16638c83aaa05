import { command, commandsController, HttpResponse } from '@harken/service';
import { handlerRoles as roles } from '../roles.ts';
import { acceptProposal, refuseProposal } from './decide-proposal.use-case.ts';
import { AcceptBody, ProposalDto, RefuseProposalBody } from './proposal.dto.ts';
import { getProposal } from './proposal.queries.ts';

export const proposalCommands = {
  accept: command({
    summary: 'Accept a proposed link',
    description: 'The later complaint is marked as a duplicate of the earlier one, or both are linked as related.',
    roles,
    body: AcceptBody,
    run: ({ id, expectedVersion, actor }, body, tx) => acceptProposal({ ...body, id, expectedVersion, actor }, tx),
  }),
  refuse: command({
    summary: 'Refuse a proposed link',
    description: 'The pair is not proposed again.',
    roles,
    body: RefuseProposalBody,
    run: ({ id, expectedVersion, actor }, body, tx) => refuseProposal({ ...body, id, expectedVersion, actor }, tx),
  }),
};

export const ProposalCommandsController = commandsController(proposalCommands, {
  name: 'ProposalCommands',
  tag: 'Duplicates',
  path: 'v1/duplicate-proposals/:id',
  answer: { description: 'The proposal.', type: ProposalDto },
  respond: async (_, { id }, tx) => HttpResponse.ok(await getProposal(tx, id)),
});
