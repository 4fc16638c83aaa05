import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { newId } from '@harken/messaging';
import { digestOfFeedback } from '../feedback/feedback-content.ts';
import type { FeedbackInput } from '../feedback/feedback-record.ts';
import { receiveFeedback } from '../feedback/receive-feedback.use-case.ts';
import { contentDigest } from '../requests/content-digest.ts';
import { conversationStore } from './conversation.store.ts';
import { type Conversation, methodOfPosts, postDigestOf, type Segment, type SegmentInput } from './conversation.ts';

export interface AddedSegment {
  readonly status: 'accepted' | 'duplicate' | 'conflict';
  /** The stored one: of a duplicate or conflict the first. */
  readonly segment: Segment;
}

const noAnswers = { nps: null, csat: null, ces: null, ratings: [], factors: [] };

/**
 * Adds segments in their order, each once: a repeat under its id, or the same words of the same author in another thread,
 * is a duplicate. Posts become feedback, so that a complaint among them is found.
 */
export async function addSegments(
  conversationId: string,
  inputsFor: (conversation: Conversation) => readonly SegmentInput[],
  tx: Tx,
): Promise<AddedSegment[]> {
  const conversation = await conversationStore.lock(tx, conversationId);
  if (!conversation) throw new NotFound('conversation', conversationId);
  const method = methodOfPosts(conversation.kind);
  let position = await conversationStore.lastPosition(tx, conversationId);
  const said = inputsFor(conversation).map((input) => ({
    ...input,
    ...{ id: newId(), conversationId, position: ++position, feedbackId: null },
    digest: contentDigest(JSON.stringify(input)),
    postDigest: method ? postDigestOf(conversation, input) : null,
  }));
  const stored = await conversationStore.known(
    tx,
    conversationId,
    said.map(({ sourceId }) => sourceId),
    said.flatMap(({ postDigest }) => postDigest ?? []),
  );
  const results: AddedSegment[] = [];
  const fresh: Segment[] = [];
  for (const segment of said) {
    const original = originalOf(segment, [...stored, ...fresh]);
    if (!original) fresh.push(segment);
    results.push({ status: original ? statusOf(segment, original) : 'accepted', segment: original ?? segment });
  }
  const feedbackIds = method ? await feedbackOf(fresh, method, conversation, tx) : new Map<string, string>();
  const kept = fresh.map((segment) => ({ ...segment, feedbackId: feedbackIds.get(segment.id) ?? null }));
  await conversationStore.addSegments(tx, kept);
  const byId = new Map(kept.map((segment) => [segment.id, segment]));
  return results.map(({ status, segment }) => ({ status, segment: byId.get(segment.id) ?? segment }));
}

const sameId = (one: Segment, other: Segment): boolean =>
  one.conversationId === other.conversationId && one.sourceId === other.sourceId;

const originalOf = (segment: Segment, stored: readonly Segment[]): Segment | undefined =>
  stored.find((other) => sameId(segment, other)) ??
  stored.find((other) => segment.postDigest !== null && segment.postDigest === other.postDigest);

const statusOf = (segment: Segment, original: Segment): AddedSegment['status'] =>
  sameId(segment, original) && segment.digest !== original.digest ? 'conflict' : 'duplicate';

/** The feedback of each post. One that came in before under its source and id is not stored twice. */
async function feedbackOf(
  posts: readonly Segment[],
  method: FeedbackInput['method'],
  conversation: Conversation,
  tx: Tx,
): Promise<ReadonlyMap<string, string>> {
  const received = await receiveFeedback(
    posts.map((post) => toFeedback(post, method, conversation)),
    tx,
  );
  return new Map(posts.flatMap(({ id }, index) => (received[index] ? [[id, received[index].record.id]] : [])));
}

function toFeedback(post: Segment, method: FeedbackInput['method'], conversation: Conversation): FeedbackInput {
  const author = conversation.participants.find(({ id }) => id === post.speaker);
  const { voice = 'customer', customer = null, employee = null } = author ?? {};
  const { source, product, location, programme, history, occurredAt } = conversation;
  const input = {
    ...{ source, sourceId: post.sourceId, voice, customer, employee, method, kind: null },
    ...{ touchpoint: post.touchpoint ?? conversation.touchpoint, channel: null, phase: null, campaign: null },
    ...{ product, location, programme, pattern: null, category: null, text: post.text },
    ...{ language: post.language ?? conversation.language, answers: noAnswers, attachments: [], actions: [] },
    ...{ about: null, history, occurredAt: post.saidAt ?? occurredAt },
  };
  return { ...input, digest: digestOfFeedback(input, false) };
}
