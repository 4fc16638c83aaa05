import { type Severity, severities } from '@harken/contracts';
import { OneOf, Text } from '@harken/service';

export class OpenComplaintBody {
  @Text({ description: "The customer's external id.", example: 'crm-10042', max: 200 }) customer!: string;
  @Text({
    description: 'What the customer said.',
    example: 'The keys did not fit and nobody called back.',
    max: 20_000,
  })
  text!: string;
  @Text({ description: 'Where it happened.', example: 'handover', optional: true, max: 200 }) touchpoint?: string;
  @Text({ description: 'How it came in.', example: 'phone', max: 200 }) channel!: string;
  @Text({ description: 'What it is about.', example: 'defect', optional: true, max: 200 }) category?: string;
  @Text({ description: 'The product it is about, by its id.', example: 'kitchen', optional: true, max: 100 })
  product?: string;
  @Text({ description: 'The location it is about, by its id.', example: 'tower-2', optional: true, max: 100 })
  location?: string;
  @OneOf(severities, {
    description: 'How bad it is; a routing rule may know better.',
    example: 'high',
    optional: true,
  })
  severity?: Severity;
  @Text({ description: 'The language of the text, BCP 47.', example: 'en', optional: true, min: 2, max: 35 })
  language?: string;
  @Text({ description: 'The person who takes it down.', example: 'anna', optional: true, max: 200 }) by?: string;
}
