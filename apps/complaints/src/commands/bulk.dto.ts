import { AnyObject, BodyExample, Id, Integer, id, ListOf, OneOf, Text } from '@harken/service';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { complaintCommands } from './complaint.commands.ts';

const example = '01926f3a-7c1e-7b54-9d0e-000000000003';
const maxItems = 500;
export type ComplaintCommandName = keyof typeof complaintCommands;
const commandNames = Object.keys(complaintCommands) as ComplaintCommandName[];

/** Of the component that every document has for problems. */
const problemReference = { type: 'object', allOf: [{ $ref: '#/components/schemas/Problem' }] } as ApiPropertyOptions;

export class BulkItemBody {
  @Id({ description: 'The complaint.', example }) id!: string;
  @Text({
    description: 'The ETag you decided on; refused when it has changed since.',
    example: '"7"',
    optional: true,
    min: 3,
    max: 20,
    pattern: /^(W\/)?"\d{1,15}"$/,
    message: 'must be an entity tag as ETag gave it, like "7"',
  })
  ifMatch?: string;
}

@BodyExample({ command: 'assign', ids: [example], body: { assignee: 'anna' } })
export class BulkBody {
  @OneOf(commandNames, { description: 'The command, as in its address.', example: 'assign' })
  command!: ComplaintCommandName;
  @ListOf(id(), {
    description: `The complaints, at most ${maxItems}; or give \`items\`.`,
    example: [example],
    optional: true,
    min: 1,
    max: maxItems,
    unique: true,
  })
  ids?: string[];
  @ListOf(() => BulkItemBody, {
    description: `The complaints, at most ${maxItems}, each perhaps in the version you decided on.`,
    optional: true,
    min: 1,
    max: maxItems,
    unique: (item: BulkItemBody | undefined) => item?.id,
  })
  items?: BulkItemBody[];
  @AnyObject({
    description: 'What the command takes as its body, the same for all.',
    example: { assignee: 'anna', onBehalfOf: 'mara' },
    optional: true,
  })
  body?: Record<string, unknown>;
}

export class BulkResultDto {
  @Id({ description: 'The complaint.', example }) id!: string;
  @OneOf(['done', 'refused'], { description: 'What became of it.', example: 'done' }) status!: string;
  @Integer({ description: 'Its version since; its ETag.', example: 8, optional: true }) version?: number;
  @Id({ description: 'The new complaint, where a reopening came after the window.', example, optional: true })
  followedBy?: string;
  @AnyObject({
    description: 'Why it was refused: the problem that the command alone would have answered with.',
    example: {
      type: '/problems/complaint.already-closed',
      title: 'A rule forbids this',
      status: 409,
      detail: 'It is closed.',
      code: 'complaint.already-closed',
      instance: 'urn:uuid:01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
    },
    optional: true,
    openApi: problemReference,
  })
  problem?: object;
}

export class BulkDto {
  @Integer({ description: 'How many took the command.', example: 1 }) done!: number;
  @Integer({ description: 'How many refused it.', example: 0 }) refused!: number;
  @ListOf(() => BulkResultDto, { description: 'What became of each, in the order given.' }) results!: BulkResultDto[];
}
