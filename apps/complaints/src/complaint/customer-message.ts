import type { MessagePurpose } from '@harken/contracts';

/** A text that a customer is owed, as Harken or the CRM sends it. */
export interface CustomerMessage {
  readonly id: string;
  readonly complaintId: string;
  readonly cycle: number;
  readonly purpose: Extract<MessagePurpose, 'acknowledgement' | 'answer'>;
  /** Of an answer. */
  readonly answerId: string | null;
  readonly state: 'requested' | 'sent' | 'failed';
  /** Since when. */
  readonly at: Date;
  /** Why it failed. */
  readonly reason: string | null;
}

/** A message did not reach the customer; removed when the customer was told otherwise. */
export const messageFailedFlag = 'message_failed';
