import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import {
  AnswerBody,
  AssignBody,
  ChangeSeverityBody,
  CommandBody,
  LinkBody,
  MarkDuplicateBody,
  NoteBody,
  RejectBody,
  ReopenBody,
  RerouteBody,
  WithdrawBody,
} from './command.dto.ts';
import type { ManualCommandName } from './handle-command.use-case.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
const maxItems = 500;

/** What each command takes as its body. */
export const commandBodies: Readonly<Record<ManualCommandName, new () => object>> = {
  acknowledge: CommandBody,
  assign: AssignBody,
  investigate: CommandBody,
  'wait-for-customer': CommandBody,
  'wait-for-third-party': CommandBody,
  resume: CommandBody,
  answer: AnswerBody,
  resolve: CommandBody,
  close: CommandBody,
  reject: RejectBody,
  withdraw: WithdrawBody,
  'mark-duplicate': MarkDuplicateBody,
  reopen: ReopenBody,
  'change-severity': ChangeSeverityBody,
  reroute: RerouteBody,
  link: LinkBody,
  note: NoteBody,
};
const bulkCommandNames = Object.keys(commandBodies) as ManualCommandName[];

const lowerCase = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

export class BulkItemBody {
  @ApiProperty({ description: 'The complaint.', example: id })
  @Transform(({ value }) => lowerCase(value))
  @IsUUID()
  id!: string;

  @ApiPropertyOptional({ description: 'The ETag you decided on; refused when it has changed since.', example: '"7"' })
  @IsOptional()
  @IsString()
  @Length(3, 20)
  @Matches(/^(W\/)?"\d{1,15}"$/, { message: 'must be an entity tag as ETag gave it, like "7"' })
  ifMatch?: string;
}

export class BulkBody {
  @ApiProperty({ description: 'The command, as in its address.', enum: bulkCommandNames, example: 'assign' })
  @IsIn(bulkCommandNames)
  command!: ManualCommandName;

  @ApiPropertyOptional({
    description: `The complaints, at most ${maxItems}; or give \`items\`.`,
    type: [String],
    example: [id],
  })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(maxItems)
  @Transform(({ value }) => (Array.isArray(value) ? value.map(lowerCase) : value))
  @IsUUID(undefined, { each: true })
  @ArrayUnique()
  ids?: string[];

  @ApiPropertyOptional({
    description: `The complaints, at most ${maxItems}, each perhaps in the version you decided on.`,
    type: [BulkItemBody],
  })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(maxItems)
  @ArrayUnique((item: BulkItemBody | undefined) => item?.id)
  @ValidateNested({ each: true })
  @Type(() => BulkItemBody)
  items?: BulkItemBody[];

  @ApiPropertyOptional({
    description: 'What the command takes as its body, the same for all.',
    type: 'object',
    additionalProperties: true,
    example: { assignee: 'anna', by: 'mara' },
  })
  @IsOptional()
  @IsObject()
  body?: Record<string, unknown>;
}

export class BulkResultDto {
  @ApiProperty({ description: 'The complaint.', example: id })
  id!: string;
  @ApiProperty({ description: 'What became of it.', enum: ['done', 'refused'], example: 'done' })
  status!: string;
  @ApiPropertyOptional({ description: 'Its version since; its ETag.', type: 'integer', example: 8 })
  version?: number;
  @ApiPropertyOptional({ description: 'The new complaint, where a reopening came after the window.', example: id })
  followedBy?: string;
  @ApiPropertyOptional({
    description: 'Why it was refused: the problem that the command alone would have answered with.',
    type: 'object',
    additionalProperties: true,
    example: {
      type: '/problems/complaint.already-closed',
      title: 'A rule forbids this',
      status: 409,
      detail: 'It is closed.',
      code: 'complaint.already-closed',
      instance: 'urn:uuid:01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
    },
  })
  problem?: object;
}

export class BulkDto {
  @ApiProperty({ description: 'How many took the command.', type: 'integer', example: 1 })
  done!: number;
  @ApiProperty({ description: 'How many refused it.', type: 'integer', example: 0 })
  refused!: number;
  @ApiProperty({ description: 'What became of each, in the order given.', type: [BulkResultDto] })
  results!: BulkResultDto[];
}
