import { AnyObject, Flag, Integer, ListOf, Text } from '@harken/service';

const CauseId = () => Text({ description: 'Its id, for good.', example: 'supplier-part', max: 100, chosenId: true });
const Names = () =>
  AnyObject({
    description: 'What people call it, by language.',
    example: { en: 'Faulty part of a supplier', de: 'Fehlerhaftes Zulieferteil' },
    values: { type: 'string' },
    max: 50,
  });

class CauseBody {
  @CauseId() id!: string;
  @Names() names!: Record<string, string>;
  @Flag({
    description: 'Whether complaints and problems may still get it.',
    example: true,
    default: true,
    optional: true,
  })
  active?: boolean;
}

export class CausesBody {
  @ListOf(() => CauseBody, { description: 'The whole list.', max: 500 }) causes!: CauseBody[];
}

class CauseDto {
  @CauseId() id!: string;
  @Names() names!: Record<string, string>;
  @Flag({ description: 'Whether complaints and problems may still get it.', example: true }) active!: boolean;
}

export class CausesDto {
  @ListOf(() => CauseDto, { description: 'The whole list.' }) causes!: CauseDto[];
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
}
