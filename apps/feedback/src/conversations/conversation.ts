import type { Method, Voice } from '@harken/contracts';
import { contentDigest } from '../requests/content-digest.ts';

export const conversationKinds = ['interview', 'focus_group', 'forum', 'reviews', 'study'] as const;
export type ConversationKind = (typeof conversationKinds)[number];

export interface Participant {
  /** Within the conversation: an initial, a number, or the handle of an author. */
  readonly id: string;
  readonly voice: Voice;
  /** A customer's external id, if it is known who it is. */
  readonly customer: string | null;
  /** A person's id; staff and management have one. */
  readonly employee: string | null;
}

/** An interview, a focus group, a study, or a thread of posts, as its source sent it. */
export interface ConversationInput {
  readonly source: string;
  readonly sourceId: string;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly programme: string | null;
  readonly touchpoint: string | null;
  readonly product: string | null;
  readonly location: string | null;
  readonly language: string | null;
  readonly participants: readonly Participant[];
  readonly history: boolean;
  readonly digest: string;
  readonly occurredAt: Date;
}

export interface Conversation extends ConversationInput {
  readonly id: string;
  readonly receivedAt: Date;
}

/** What one participant said in one go. */
export interface SegmentInput {
  readonly sourceId: string;
  readonly speaker: string;
  readonly text: string;
  readonly language: string | null;
  readonly touchpoint: string | null;
  readonly factor: string | null;
  /** Worth showing: evidence by its id. */
  readonly quote: boolean;
  /** The id, at its source, of the segment that it answers. */
  readonly replyTo: string | null;
  readonly saidAt: Date | null;
}

export interface Segment extends SegmentInput {
  readonly id: string;
  readonly conversationId: string;
  readonly position: number;
  readonly digest: string;
  /** Of source, author and words: the same post elsewhere has the same. null: it is no post. */
  readonly postDigest: string | null;
  /** The feedback that a post became. */
  readonly feedbackId: string | null;
}

// Posts were written to the company or to the world, so each is feedback of its own. A conversation was led by us.
const methodsOfPosts: Partial<Record<ConversationKind, Method>> = { forum: 'forum_post', reviews: 'review' };

/** How posts of this kind were collected; undefined: its segments are no posts. */
export const methodOfPosts = (kind: ConversationKind): Method | undefined => methodsOfPosts[kind];

const normalized = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

export const postDigestOf = ({ source }: Conversation, { speaker, text }: SegmentInput): string =>
  contentDigest(JSON.stringify([source, speaker, normalized(text)]));
