import { BodyExample, Flag, Integer, ListOf, Text, Timestamp, text } from '@harken/service';

const example = {
  levels: [
    { level: 1, people: [{ id: 'mara', name: 'Mara Lindt', role: 'supervisor', deputies: ['noah'] }] },
    { level: 2, people: [{ id: 'noah', name: 'Noah Berg', role: 'manager', department: 'service' }] },
  ],
};

class ManagerDto {
  @Text({ description: 'Who it is, everywhere.', example: 'mara', max: 200, chosenId: true }) id!: string;
  @Text({ description: 'For people.', example: 'Mara Lindt', max: 200 }) name!: string;
  @Text({ description: 'What the person is.', example: 'supervisor', optional: true, max: 200 }) role?: string;
  @Text({
    description: 'Only for complaints of this team.',
    example: 'after-sales',
    optional: true,
    max: 100,
    chosenId: true,
  })
  team?: string;
  @Text({
    description: 'Only for complaints of the teams of this department.',
    example: 'service',
    optional: true,
    max: 200,
  })
  department?: string;
  @ListOf(text({ max: 200, chosenId: true }), {
    description: 'Who acts for them while they are away, in this order: people of any level.',
    example: ['noah'],
    optional: true,
    max: 20,
  })
  deputies?: string[];
  @Flag({ description: 'Whether they are there.', example: true, optional: true, default: true }) available?: boolean;
  @Timestamp({ description: 'Until when they are away.', example: '2026-03-09T08:00:00.000Z', optional: true })
  awayUntil?: string;
}

class ManagementLevelDto {
  @Integer({ description: '1, 2, 3 ... upwards.', example: 1, min: 1, max: 9 }) level!: number;
  @ListOf(() => ManagerDto, { description: 'Who stands there.', max: 1000 }) people!: ManagerDto[];
}

@BodyExample(example)
export class ManagementLevelsBody {
  @ListOf(() => ManagementLevelDto, {
    description: 'All of them. An empty list: levels are numbers without people.',
    max: 9,
  })
  levels!: ManagementLevelDto[];
}

@BodyExample({ ...example, version: 2 })
export class ManagementLevelsDto extends ManagementLevelsBody {
  @Integer({ description: 'Grows with each publication; the ETag. 0 before the first.', example: 2 }) version!: number;
}
