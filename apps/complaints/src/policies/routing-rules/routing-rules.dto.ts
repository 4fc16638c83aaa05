import { type Severity, severities } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { ConditionsDto } from './conditions.dto.ts';
import type { RoutingConditions } from './conditions.ts';

export class RuleDto {
  @ApiProperty({ description: 'Its name.', example: 'handover-defects' })
  @IsString()
  @Length(1, 200)
  id!: string;

  @ApiProperty({
    description:
      'All of these must hold; `all`, `any` and `not` combine them, up to 5 levels deep and 200 conditions in a rule.',
    type: ConditionsDto,
    example: { touchpoint: 'handover', any: [{ category: 'defect' }, { text: { en: ['leak'], zh: ['漏水'] } }] },
  })
  @IsObject()
  when!: RoutingConditions;

  @ApiProperty({ description: 'Where it goes.', example: 'after-sales' })
  @IsString()
  @Length(1, 100)
  team!: string;

  @ApiPropertyOptional({ description: 'How bad it is then.', enum: severities, example: 'high' })
  @IsOptional()
  @IsIn(severities)
  severity?: Severity;

  @ApiPropertyOptional({
    description: 'What the member of the team should know who gets it, while one who does is there.',
    type: [String],
    example: ['plumbing'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  skills?: string[];
}

export class RoutingRulesBody {
  @ApiProperty({ description: 'In order; the first that holds decides.', type: [RuleDto] })
  @IsArray()
  @ArrayMaxSize(2000)
  @ValidateNested({ each: true })
  @Type(() => RuleDto)
  rules!: RuleDto[];

  @ApiProperty({ description: 'Where everything else goes.', example: 'customer-care' })
  @IsString()
  @Length(1, 100)
  fallbackTeam!: string;
}

export class RoutingRulesDto extends RoutingRulesBody {
  @ApiProperty({ description: 'Grows with each publication; the ETag.', type: 'integer', example: 2 })
  version!: number;
}
