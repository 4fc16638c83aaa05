import { Currency, Integer, ListOf, MinorUnits, OneOf } from '@harken/service';
import { Duration } from '../../calendars/calendar.dto.ts';
import { type ApproverRole, approverRoles, limitsDefaults } from './compensation-limits.ts';

class ApprovalLimitDto {
  @OneOf(approverRoles, { description: 'Whose limit.', example: 'handler' }) role!: ApproverRole;
  @Currency({ description: 'ISO 4217.', example: 'HKD' }) currency!: string;
  @MinorUnits({ description: 'The most it approves, in the smallest unit of the currency.', example: 50000 })
  upTo!: number;
}

class ThresholdDto {
  @Currency({ description: 'ISO 4217.', example: 'HKD' }) currency!: string;
  @MinorUnits({ description: 'In the smallest unit of the currency.', example: 200000 }) amount!: number;
}

export class CompensationLimitsBody {
  @ListOf(() => ApprovalLimitDto, {
    description: 'Who approves how much. In a currency without a limit of its own, a role approves nothing.',
    max: 1000,
  })
  limits!: ApprovalLimitDto[];

  @ListOf(() => ThresholdDto, {
    description: 'Above these another person than the proposer has to approve. A currency that is not named: never.',
    optional: true,
    max: 300,
  })
  fourEyesAbove?: ThresholdDto[];

  @ListOf(() => ThresholdDto, {
    description:
      'Above these only management (supervisor, manager) decides, within its own limits. A currency that is not named: above the limits of everybody else.',
    optional: true,
    max: 300,
  })
  managementAbove?: ThresholdDto[];

  @Duration({
    description:
      'What the customer of a complaint was promised in this time before counts together with the next amount, ISO 8601: for limits, four eyes and management.',
    example: 'P30D',
    optional: true,
    default: limitsDefaults.window,
  })
  window?: string;

  @Duration({
    description: 'How long a proposal waits for a decision, ISO 8601.',
    example: 'P14D',
    optional: true,
    default: limitsDefaults.proposalExpiresAfter,
  })
  proposalExpiresAfter?: string;

  @Duration({
    description: 'How long after its approval the customer is to have it, ISO 8601.',
    example: 'P7D',
    optional: true,
    default: limitsDefaults.fulfilWithin,
  })
  fulfilWithin?: string;
}

export class CompensationLimitsDto extends CompensationLimitsBody {
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
}
