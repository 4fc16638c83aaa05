import { Id, Integer, Nested, Num, OmitFields, OneOf, Text, Timestamp } from '@harken/service';
import { MapId } from '../../map/journey.dto.ts';
import { IntervalDto } from '../../monitors/monitor.dto.ts';
import { StandardBody } from '../standard.dto.ts';
import { bases, type VoiceFigure } from './propose-target.ts';
import { proposalStates, type StandardProposal } from './standard-proposal.ts';

const time = '2026-03-02T10:15:00.000Z';

export class ProposeStandardBody {
  @MapId('The touchpoint, with all nested below it.', 'handover') touchpoint!: string;
  @Text({ description: '`experience:<factor>`.', example: 'experience:service', max: 120 }) metric!: string;
  @Text({
    description: 'Only of customers of this segment.',
    example: 'investor',
    optional: true,
    max: 200,
    chosenId: true,
  })
  segment?: string;
  @Timestamp({ description: 'Said from this time on; 90 days when not given.', example: time, optional: true })
  from?: string;
  @Timestamp({
    description: 'Said before this time; now when not given.',
    example: '2026-06-02T10:15:00.000Z',
    optional: true,
  })
  to?: string;
}

export class AdoptProposalBody {
  @MapId('The id of the standard that is made of it, or gets a new version.', 'handover-service') standard!: string;
  @Text({ description: 'Who answers for it.', example: 'after-sales', max: 200, chosenId: true }) owner!: string;
  @Num({ description: 'Another target than the proposed one.', example: 8, optional: true, min: 0, max: 10 })
  target?: number;
  @Text({ description: 'Another window.', example: 'P30D', optional: true, max: 40 }) window?: string;
  @Integer({ description: 'Another minimum sample.', example: 30, optional: true, min: 1, max: 1_000_000_000 })
  minimumSample?: number;
}

export class VoiceFigureDto implements VoiceFigure {
  @Integer({ description: 'How many answers.', example: 120 }) n!: number;
  @Num({ description: 'Their mean, 0 to 10.', example: 7.8 }) mean!: number;
  @Nested(() => IntervalDto, { description: "Student's t interval; null for one answer.", nullable: true })
  interval!: IntervalDto | null;
}

const figure = (description: string) => ({ description, nullable: true });

export class VoiceEvidenceDto {
  @Nested(() => VoiceFigureDto, figure('What customers expect.')) expectation!: VoiceFigureDto | null;
  @Nested(() => VoiceFigureDto, figure('How much it matters to them.')) importance!: VoiceFigureDto | null;
  @Nested(() => VoiceFigureDto, figure('What satisfied customers got: CSAT 4 or 5, else NPS 9 or 10.'))
  satisfied!: VoiceFigureDto | null;
  @Nested(() => VoiceFigureDto, figure('What all customers got.')) experience!: VoiceFigureDto | null;
}

export class ProposedStandardDto extends OmitFields(StandardBody, ['owner']) {}

export class StandardProposalDto {
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000009' }) id!: string;
  @OneOf(proposalStates, { description: 'Whether a person has adopted it.', example: 'proposed' })
  state!: StandardProposal['state'];
  @Nested(() => ProposedStandardDto, { description: 'The standard that it would be.' })
  content!: StandardProposal['content'];
  @OneOf(bases, { description: 'Where the target comes from: the higher of the two.', example: 'expectation' })
  basis!: StandardProposal['basis'];
  @Nested(() => VoiceEvidenceDto, { description: 'The data behind it.' }) evidence!: VoiceEvidenceDto;
  @Timestamp({ description: 'The data begins.', example: time }) dataFrom!: string;
  @Timestamp({ description: 'The data ends.', example: time }) dataTo!: string;
  @Timestamp({ description: 'When it was proposed.', example: time }) proposedAt!: string;
  @Text({ description: 'Who asked for it.', example: 'wei' }) proposedBy!: string;
  @Timestamp({ description: 'When it was adopted.', example: null, nullable: true }) adoptedAt!: string | null;
  @Text({ description: 'Who adopted it.', example: null, nullable: true }) adoptedBy!: string | null;
  @Text({ description: 'The standard that was made of it.', example: null, nullable: true }) standardId!: string | null;
}

export const standardProposalDto = ({ version: _, ...proposal }: StandardProposal): StandardProposalDto => ({
  ...proposal,
  dataFrom: proposal.dataFrom.toISOString(),
  dataTo: proposal.dataTo.toISOString(),
  proposedAt: proposal.proposedAt.toISOString(),
  adoptedAt: proposal.adoptedAt?.toISOString() ?? null,
});
