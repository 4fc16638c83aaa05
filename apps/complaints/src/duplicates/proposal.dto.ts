import { Filter, Id, Num, OnBehalfOf, OneOf, oneOf, PageQuery, Text, Timestamp } from '@harken/service';
import { PickType } from '@nestjs/swagger';
import { ComplaintFactsDto } from '../complaint/response/complaint.dto.ts';
import { type ProposalStatus, proposalStatuses } from './proposal.queries.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000005';
const nullable = { example: null, nullable: true };

export class ProposalsQuery extends PageQuery {
  @Filter(oneOf(proposalStatuses), { description: 'Only these.', example: 'open' }) status?: ProposalStatus[];
}

class DecideBody {
  @OnBehalfOf() onBehalfOf?: string;
}

export class RefuseProposalBody extends DecideBody {
  @Text({ description: 'Why it is another complaint.', example: 'Another door.', max: 2000 }) reason!: string;
}

export class AcceptBody extends DecideBody {
  @OneOf(['duplicate', 'related'], {
    description:
      'duplicate: the later complaint ends as the duplicate of the earlier one; related: both go on, linked.',
    example: 'duplicate',
  })
  as!: 'duplicate' | 'related';
  @Text({ description: 'Why.', example: 'The customer has written twice.', optional: true, max: 2000 }) reason?: string;
  @Text({
    description: 'duplicate: how the customer is told; by default as it came.',
    example: 'email',
    optional: true,
    max: 200,
  })
  channel?: string;
  @Text({
    description: 'duplicate: what the customer is told; by default a standard text in their language.',
    example: 'You told us twice: we answer under your first number.',
    optional: true,
    max: 20_000,
  })
  text?: string;
}

export class ProposalDto extends PickType(ComplaintFactsDto, ['number', 'customer', 'touchpoint', 'category']) {
  @Id({ description: 'Its id.', example: id }) id!: string;
  @Id({ description: 'The later complaint.', example: id }) complaintId!: string;
  @Id({ description: 'The earlier one, which it may repeat.', example: id }) of!: string;
  @Text({ description: 'The number of the earlier one.', example: 'C-2026-000041' }) ofNumber!: string;
  @Num({
    description: 'How similar the texts are, 0 to 1; null: a person marked it without a proposal.',
    example: 0.82,
    nullable: true,
  })
  score!: number | null;
  @OneOf(proposalStatuses, { description: 'What became of it.', example: 'open' }) status!: string;
  @Text({ description: 'As what it was accepted: duplicate or related.', ...nullable }) as!: string | null;
  @Timestamp({ description: 'Since when.', example: '2026-03-02T10:15:02.000Z' }) proposedAt!: Date;
  @Timestamp({ description: 'When it was judged.', ...nullable }) decidedAt!: Date | null;
  @Text({ description: 'Who judged.', ...nullable }) decidedBy!: string | null;
  @Text({ description: 'Why.', ...nullable }) reason!: string | null;
}
