/** Which texts Harken sends to customers, or has the CRM send; everything else people send themselves. */
export interface MessagePolicy {
  /** Of `acknowledge` without a channel. */
  readonly acknowledgement: boolean;
  /** Answers and rejections by one of these channels. */
  readonly answerChannels: readonly string[];
  /** The texts of withdrawals and duplicates that nobody wrote. */
  readonly standardReplies: boolean;
}

/** Defaults: nothing. */
export const messageDefaults: MessagePolicy = { acknowledgement: false, answerChannels: [], standardReplies: false };
