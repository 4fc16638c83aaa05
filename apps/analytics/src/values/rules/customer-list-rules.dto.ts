import { type Severity, severities } from '@harken/contracts';
import { Integer, ListOf, Num, oneOf, text } from '@harken/service';
import { customerListDefaults as defaults } from './customer-list-rules.ts';

const Days = (description: string, value: number, min = 1) =>
  Integer({ description, default: value, example: value, optional: true, min, max: 3_650 });
const Score = (description: string, value: number) =>
  Num({ description, default: value, example: value, optional: true, min: 0, max: 10 });
const Value = (description: string, value: number) =>
  Num({ description, default: value, example: value, optional: true, min: 1, max: 5 });
const Types = (description: string, value: readonly string[]) =>
  ListOf(text({ max: 200 }), { description, default: [...value], example: [...value], optional: true, max: 50 });

export class CustomerListRulesBody {
  @Days('How many days back recency, frequency and amount look.', defaults.valueDays) valueDays?: number;
  @Types('Types of interactions that say nothing of the value, such as what the company sends.', defaults.ignoredTypes)
  ignoredTypes?: string[];
  @Types('Types of interactions that are bad for the customer.', defaults.badTypes) badTypes?: string[];
  @Days('After so many days what was said counts half.', defaults.halfLifeDays) halfLifeDays?: number;
  @Score('An experience at or below it is bad, 0 to 10.', defaults.badScore) badScore?: number;
  @Score('An experience at or above it is good, 0 to 10.', defaults.goodScore) goodScore?: number;
  @Num({
    description: 'How sure it must be that an experience is good or bad.',
    default: defaults.sureness,
    example: defaults.sureness,
    optional: true,
    min: 0.5,
    max: 0.999,
  })
  sureness?: number;
  @Days('How many days a bad experience that nothing followed calls for somebody.', defaults.recentDays)
  recentDays?: number;
  @Days('How many days without a word after a bad event make a customer silent.', defaults.quietDays, 0)
  quietDays?: number;
  @Days('How many days a bad event counts.', defaults.badEventDays) badEventDays?: number;
  @Value('`intervention`: the least value. Without a known value customers are on it too.', defaults.interventionFrom)
  interventionFrom?: number;
  @ListOf(oneOf(severities), {
    description: 'Open complaints of these severities call for somebody.',
    default: [...defaults.interventionSeverities],
    example: [...defaults.interventionSeverities],
    optional: true,
    unique: true,
    max: 4,
  })
  interventionSeverities?: Severity[];
  @Value('`growth`: from this value on, below `protectFrom`.', defaults.growthFrom) growthFrom?: number;
  @Value('`protect`: from this value on.', defaults.protectFrom) protectFrom?: number;
  @Value('`serve-at-lower-cost`: up to this value.', defaults.lowerCostTo) lowerCostTo?: number;
  @Days('Who buys within so many days has stayed.', defaults.stayedDays) stayedDays?: number;
}

export class CustomerListRulesDto extends CustomerListRulesBody {
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
}
