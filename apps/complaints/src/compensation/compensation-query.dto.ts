import {
  type CompensationKind,
  type CompensationStatus,
  compensationKinds,
  compensationStatuses,
} from '@harken/contracts';
import { PageQuery } from '@harken/service';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';

const toList = ({ value }: { value: unknown }): unknown =>
  (Array.isArray(value) ? value : [value]).flatMap((one) => (typeof one === 'string' ? one.split(',') : [one]));
const toBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;
const customer = ApiPropertyOptional({ description: "The customer's external id.", example: 'crm-10042' });
const complaint = ApiPropertyOptional({
  description: 'The complaint they are for.',
  example: '01926f3a-7c1e-7b54-9d0e-000000000003',
});

export class CompensationQuery extends PageQuery {
  @ApiPropertyOptional({
    description: 'One or more statuses, separated by commas.',
    type: 'string',
    example: 'proposed,approved',
  })
  @IsOptional()
  @Transform(toList)
  @IsIn(compensationStatuses, { each: true })
  status?: CompensationStatus[];

  @ApiPropertyOptional({ description: 'One or more kinds, separated by commas.', type: 'string', example: 'refund' })
  @IsOptional()
  @Transform(toList)
  @IsIn(compensationKinds, { each: true })
  kind?: CompensationKind[];

  @customer
  @IsOptional()
  @IsString()
  @Length(1, 200)
  customer?: string;

  @complaint
  @IsOptional()
  @IsUUID()
  complaint?: string;

  @ApiPropertyOptional({
    description: 'Whether it was approved and should be with the customer by now, but is not.',
    type: 'boolean',
    example: true,
  })
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  overdue?: boolean;

  @ApiPropertyOptional({ description: 'Whether only management decides.', type: 'boolean', example: true })
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  management?: boolean;
}

/** At least one is required: the sum over all customers would be too large a query. */
export class TotalsQuery {
  @customer
  @IsOptional()
  @IsString()
  @Length(1, 200)
  customer?: string;

  @complaint
  @IsOptional()
  @IsUUID()
  complaint?: string;
}
