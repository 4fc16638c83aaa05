export const directions = ['in', 'out'] as const;
export type Direction = (typeof directions)[number];

export interface Attachment {
  readonly url: string;
  readonly name?: string | undefined;
}

/** A message of the customer or the company about a complaint, by any channel. */
export interface Message {
  readonly id: string;
  readonly complaintId: string;
  readonly cycle: number;
  readonly direction: Direction;
  readonly channel: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly by: string;
  /** The channel's own id. The same (channel, externalId) is the same message. */
  readonly externalId: string | null;
  readonly at: Date;
  /** Whether the complaint had ended and was not reopened by the message. */
  readonly afterEnd: boolean;
  /** The version of the complaint after the message. */
  readonly complaintVersion: number;
}
