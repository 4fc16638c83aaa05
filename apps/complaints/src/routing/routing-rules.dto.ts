import { type Severity, severities } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Validate,
  ValidateNested,
} from 'class-validator';
import { IsOneOrMore } from './one-or-more.dto.ts';

const condition = (what: string, example: unknown) =>
  ApiPropertyOptional({
    description: `${what}; of a list one must hold.`,
    oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
    example,
  });

export class ConditionsDto {
  @condition('Where it happened', 'handover')
  @IsOptional()
  @Validate(IsOneOrMore)
  touchpoint?: string | string[];

  @condition('What it is about', ['defect', 'delay'])
  @IsOptional()
  @Validate(IsOneOrMore)
  category?: string | string[];

  @condition('How bad it is', ['critical', 'high'])
  @IsOptional()
  @Validate(IsOneOrMore, [severities])
  severity?: string | string[];

  @condition('A segment of the customer', 'owner-occupier')
  @IsOptional()
  @Validate(IsOneOrMore)
  segment?: string | string[];

  @condition("The customer's tier", 'gold')
  @IsOptional()
  @Validate(IsOneOrMore)
  tier?: string | string[];

  @condition('The language; `zh` takes `zh-Hant` too', 'zh')
  @IsOptional()
  @Validate(IsOneOrMore)
  language?: string | string[];

  @condition('How it came in', 'phone')
  @IsOptional()
  @Validate(IsOneOrMore)
  channel?: string | string[];

  @condition('How the feedback was given', 'survey')
  @IsOptional()
  @Validate(IsOneOrMore)
  method?: string | string[];

  @condition('Words or phrases in the text, whatever their case', ['water', '漏水', 'น้ำรั่ว'])
  @IsOptional()
  @Validate(IsOneOrMore)
  text?: string | string[];
}

export class RuleDto {
  @ApiProperty({ description: 'Its name.', example: 'handover-defects' })
  @IsString()
  @Length(1, 200)
  id!: string;

  @ApiProperty({ description: 'All of these must hold.', type: ConditionsDto })
  @IsObject()
  @ValidateNested()
  @Type(() => ConditionsDto)
  when!: ConditionsDto;

  @ApiProperty({ description: 'Where it goes.', example: 'after-sales' })
  @IsString()
  @Length(1, 100)
  team!: string;

  @ApiPropertyOptional({ description: 'How bad it is then.', enum: severities, example: 'high' })
  @IsOptional()
  @IsIn(severities)
  severity?: Severity;
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
