export const directions = ['in', 'out'] as const;
export type Direction = (typeof directions)[number];

export interface Attachment {
  readonly url: string;
  readonly name?: string | undefined;
}

/** What customer or company wrote about a complaint, by whatever channel. */
export interface Message {
  readonly id: string;
  readonly complaintId: string;
  readonly cycle: number;
  readonly direction: Direction;
  readonly channel: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly by: string;
  /** What the channel calls it. A repeat of (channel, externalId) is the same message. */
  readonly externalId: string | null;
  readonly at: Date;
  /** The complaint had ended, and was not reopened by it. */
  readonly afterEnd: boolean;
  /** Of the complaint, with the message. */
  readonly complaintVersion: number;
}
