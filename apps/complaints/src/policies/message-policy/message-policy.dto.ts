import { Flag, Integer, ListOf, text } from '@harken/service';
import { messageDefaults } from './message-policy.ts';

const acknowledgement = {
  description: 'Whether `acknowledge` without a channel has the customer told.',
  example: true,
};
const answerChannels = {
  description: 'Answers and rejections by one of these channels are sent; by any other they were given already.',
  example: ['email'],
};
const standardReplies = {
  description: 'Whether the texts of withdrawals and duplicates that nobody wrote are sent.',
  example: true,
};
const setting = <T>(value: T) => ({ default: value, optional: true });

export class MessagePolicyBody {
  @Flag({ ...acknowledgement, ...setting(messageDefaults.acknowledgement) }) acknowledgement?: boolean;
  @ListOf(text({ max: 200 }), { ...answerChannels, optional: true, max: 20, unique: true }) answerChannels?: string[];
  @Flag({ ...standardReplies, ...setting(messageDefaults.standardReplies) }) standardReplies?: boolean;
}

export class MessagePolicyDto {
  @Flag(acknowledgement) acknowledgement!: boolean;
  @ListOf(text(), answerChannels) answerChannels!: string[];
  @Flag(standardReplies) standardReplies!: boolean;
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
}
