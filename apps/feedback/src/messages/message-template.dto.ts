import { Integer, ListOf, Text } from '@harken/service';
import type { MessageText } from './message-template.ts';

const example = [{ language: 'en', subject: 'We have your complaint {number}', text: 'Dear customer,\n\n{company}' }];

class MessageTextDto implements MessageText {
  @Text({ description: 'BCP 47.', example: 'en', max: 35 }) language!: string;
  @Text({ description: 'One line.', example: 'We have your complaint {number}', max: 200 })
  subject!: string;
  @Text({
    description: 'Plain text. A line with a placeholder that has no value is left out.',
    example: 'Dear customer,\n\nwe have your complaint {number}.\n\n{company}',
    max: 10_000,
  })
  text!: string;
}

const texts = {
  description:
    'One for each language; the first is for whoever reads none of them. `{company}` and `{name}` (of the customer) are filled everywhere; of an acknowledgement `{number}`; of an answer `{number}`, `{text}` and `{recourse}`; of an invitation or a reminder `{link}`; of you_said_we_did `{said}` and `{did}`.',
  example,
};

export class MessageTemplateBody {
  @ListOf(() => MessageTextDto, { ...texts, min: 1, max: 50 }) texts!: MessageTextDto[];
}

export class MessageTemplateDto {
  @Text({ description: 'Its purpose.', example: 'acknowledgement' }) id!: string;
  @ListOf(() => MessageTextDto, texts) texts!: MessageTextDto[];
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
}
