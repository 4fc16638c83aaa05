import { ApiProperty } from '@nestjs/swagger';
import { IsRFC3339, IsString, Length } from 'class-validator';

export class OpenTimeQuery {
  @ApiProperty({ description: 'From when.', example: '2026-03-02T00:00:00Z' })
  @IsRFC3339()
  from!: string;

  @ApiProperty({ description: 'Until when; 366 days at most.', example: '2026-03-09T00:00:00Z' })
  @IsRFC3339()
  to!: string;
}

export class DueAtQuery {
  @ApiProperty({ description: 'From when it counts.', example: '2026-03-02T10:00:00Z' })
  @IsRFC3339()
  start!: string;

  @ApiProperty({ description: 'ISO 8601: `PT2H` of open time, `P3D` business days.', example: 'PT2H' })
  @IsString()
  @Length(2, 40)
  duration!: string;
}
