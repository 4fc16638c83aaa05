import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { type EscalationKind, escalationKinds } from '../../complaint/escalation.ts';

export class EscalateBody {
  @ApiProperty({
    description: 'functional: to a team that can do what this one cannot; hierarchical: before a level of management.',
    enum: escalationKinds,
    example: 'hierarchical',
  })
  @IsIn(escalationKinds)
  kind!: EscalationKind;

  @ApiPropertyOptional({ description: 'functional: the team.', example: 'engineering' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  team?: string;

  @ApiPropertyOptional({ description: 'hierarchical: the level.', type: 'integer', minimum: 1, maximum: 9, example: 2 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(9)
  level?: number;

  @ApiProperty({ description: 'Why.', example: 'Only the manufacturer can open the lock.' })
  @IsString()
  @Length(1, 2000)
  reason!: string;

  @ApiPropertyOptional({ description: 'The person who does it.', example: 'anna' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;
}
