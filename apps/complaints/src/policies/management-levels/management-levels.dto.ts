import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

class ManagerDto {
  @ApiProperty({ description: 'Who it is, everywhere.', example: 'mara' })
  @IsString()
  @Length(1, 200)
  id!: string;

  @ApiProperty({ description: 'For people.', example: 'Mara Lindt' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @ApiPropertyOptional({ description: 'What the person is.', example: 'supervisor' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  role?: string;

  @ApiPropertyOptional({ description: 'Only for complaints of this team.', example: 'after-sales' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  team?: string;

  @ApiPropertyOptional({ description: 'Only for complaints of the teams of this department.', example: 'service' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  department?: string;

  @ApiPropertyOptional({
    description: 'Who acts for them while they are away, in this order: people of any level.',
    type: [String],
    example: ['noah'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  deputies?: string[];

  @ApiPropertyOptional({ description: 'Whether they are there.', default: true, example: true })
  @IsOptional()
  @IsBoolean()
  available?: boolean;

  @ApiPropertyOptional({
    description: 'Until when they are away.',
    format: 'date-time',
    example: '2026-03-09T08:00:00.000Z',
  })
  @IsOptional()
  @IsRFC3339()
  awayUntil?: string;
}

class ManagementLevelDto {
  @ApiProperty({ description: '1, 2, 3 ... upwards.', type: 'integer', example: 1 })
  @IsInt()
  @Min(1)
  @Max(9)
  level!: number;

  @ApiProperty({ description: 'Who stands there.', type: [ManagerDto] })
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => ManagerDto)
  people!: ManagerDto[];
}

export class ManagementLevelsBody {
  @ApiProperty({
    description: 'All of them. An empty list: levels are numbers without people.',
    type: [ManagementLevelDto],
  })
  @IsArray()
  @ArrayMaxSize(9)
  @ValidateNested({ each: true })
  @Type(() => ManagementLevelDto)
  levels!: ManagementLevelDto[];
}

export class ManagementLevelsDto extends ManagementLevelsBody {
  @ApiProperty({
    description: 'Grows with each publication; the ETag. 0 before the first.',
    type: 'integer',
    example: 2,
  })
  version!: number;
}
