import { type Voice, voices } from '@harken/contracts';
import { FieldErrors } from '@harken/errors';
import { Filter, Flag, Id, Integer, ListOf, OneOf, oneOf, PageQuery, Text, Timestamp, text } from '@harken/service';
import {
  ChosenId,
  Digest,
  History,
  Language,
  OptionalChosenId,
  OptionalName,
  optional,
  orNull,
} from '../requests/body-fields.dto.ts';
import { contentDigest } from '../requests/content-digest.ts';
import { parsePastTimestamp } from '../requests/parse-timestamp.ts';
import {
  type Conversation,
  type ConversationInput,
  type ConversationKind,
  conversationKinds,
  type Participant,
  type Segment,
  type SegmentInput,
} from './conversation.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000011';
const time = '2026-03-02T09:15:00.000Z';
export const maxSegments = 1000;

export class ParticipantDto {
  @ChosenId('Who it is in this conversation: an initial, a number, the handle of an author.', 'P1') id!: string;
  @OneOf(voices, { description: 'Who speaks.', example: 'customer', default: 'customer', ...optional })
  voice?: Voice | null;
  @OptionalChosenId('The customer, by external id, if it is known who it is.', 'crm-10042') customer?: string | null;
  @OptionalChosenId("A person's id; staff and management need one.", 'anna') employee?: string | null;
}

class ConversationContext {
  @OptionalName('What it is called.', 'Buyers of spring') title?: string | null;
  @OptionalChosenId('The programme it belongs to.', 'handover-study') programme?: string | null;
  @OptionalChosenId('Where in the journey.', 'handover') touchpoint?: string | null;
  @OptionalChosenId('The product it is about, by its id.', 'kitchen', 100) product?: string | null;
  @OptionalChosenId('The location it is about, by its id.', 'tower-2', 100) location?: string | null;
}

/** The body of POST /v1/conversations. */
export class ConversationBody extends ConversationContext {
  @ChosenId('The system that sends it.', 'research') source!: string;
  @ChosenId('Its id there: (source, id) is taken once.', 'focus-group-7') id!: string;
  @OneOf(conversationKinds, {
    description: 'Of a forum and of reviews each segment is a post, and is feedback of its own.',
    example: 'focus_group',
  })
  kind!: ConversationKind;
  @Language() language?: string | null;
  @ListOf(() => ParticipantDto, {
    description: 'Who takes part. Authors of posts that are not named here are unknown customers.',
    example: [
      { id: 'P1', customer: 'crm-10042' },
      { id: 'M', voice: 'staff', employee: 'anna' },
    ],
    max: 1000,
    ...optional,
  })
  participants?: ParticipantDto[] | null;
  @History() history?: boolean | null;
  @Timestamp({ description: 'When it began.', example: time }) occurredAt!: string;
}

class SegmentContext {
  @ChosenId('The participant who speaks; of a post the handle of its author.', 'P1') speaker!: string;
  @Text({ description: 'What was said.', example: 'Nobody told us when the keys would come.', max: 20_000 })
  text!: string;
  @OptionalChosenId('Where in the journey; that of the conversation unless given.', 'handover') touchpoint?:
    | string
    | null;
  @OptionalChosenId('The factor of the experience it speaks of.', 'service') factor?: string | null;
  @OptionalChosenId('The `id` of the segment that it answers.', 's-1') replyTo?: string | null;
}

export class SegmentBody extends SegmentContext {
  @ChosenId('Its id: taken once in the conversation.', 's-2') id!: string;
  @Language() language?: string | null;
  @Flag({ description: 'Worth showing as evidence.', example: true, default: false, ...optional })
  quote?: boolean | null;
  @Timestamp({ description: 'When it was said.', example: time, ...optional }) at?: string | null;
}

/** The body of POST /v1/conversations/{id}/segments. */
export class SegmentsBody {
  @ListOf(() => SegmentBody, { description: 'In the order in which they were said.', min: 1, max: maxSegments })
  segments!: SegmentBody[];
}

export class ConversationDto extends ConversationContext {
  @Id({ description: 'Its id.', example: id }) id!: string;
  @Text({ description: 'The system that sent it.', example: 'research' }) source!: string;
  @Text({ description: 'The `id` it was sent with.', example: 'focus-group-7' }) sourceId!: string;
  @OneOf(conversationKinds, { description: 'What it is.', example: 'focus_group' }) kind!: ConversationKind;
  @Text({ description: 'Its language.', example: 'en', nullable: true }) language!: string | null;
  @ListOf(() => ParticipantDto, { description: 'Who takes part.' }) participants!: readonly Participant[];
  @History(false) history!: boolean;
  @Digest() digest!: string;
  @Timestamp({ description: 'When it began.', example: time }) occurredAt!: Date;
  @Timestamp({ description: 'When it came in.', example: time }) receivedAt!: Date;
}

export class SegmentDto extends SegmentContext implements Omit<Segment, 'digest' | 'postDigest'> {
  @Id({ description: 'Its id: evidence, if it is a quote.', example: id }) id!: string;
  @Id({ description: 'The conversation.', example: id }) conversationId!: string;
  @Text({ description: 'The `id` it was sent with.', example: 's-2' }) sourceId!: string;
  @Integer({ description: 'Its place in the conversation.', example: 2 }) position!: number;
  @Text({ description: 'Its language.', example: 'en', nullable: true }) language!: string | null;
  @Text({ description: 'Where in the journey.', example: 'handover', nullable: true }) declare touchpoint:
    | string
    | null;
  @Text({ description: 'The factor.', example: 'service', nullable: true }) declare factor: string | null;
  @Text({ description: 'What it answers.', example: null, nullable: true }) declare replyTo: string | null;
  @Flag({ description: 'Whether it is a quote.', example: true }) quote!: boolean;
  @Id({ description: 'The feedback that a post became.', example: null, nullable: true }) feedbackId!: string | null;
  @Timestamp({ description: 'When it was said.', example: time, nullable: true }) saidAt!: Date | null;
}

const statuses = ['accepted', 'duplicate', 'conflict'] as const;

export class SegmentResultDto {
  @Integer({ description: 'Its place in the request, from 0.', example: 0 }) index!: number;
  @OneOf(statuses, {
    description:
      'duplicate: it is there already, under this id or as the same post; conflict: under this id something else is.',
    example: 'accepted',
  })
  status!: (typeof statuses)[number];
  @Id({ description: 'The segment; of a duplicate or conflict the one stored first.', example: id }) id!: string;
  @Id({ description: 'The feedback that a post became.', example: null, nullable: true }) feedbackId!: string | null;
}

export class SegmentResultsDto {
  @Integer({ description: 'How many were stored.', example: 1 }) accepted!: number;
  @Integer({ description: 'How many were there already.', example: 0 }) duplicates!: number;
  @Integer({ description: 'How many differ from the one stored first.', example: 0 }) conflicts!: number;
  @ListOf(() => SegmentResultDto, { description: 'In the order of the segments.' }) results!: SegmentResultDto[];
}

const AnyText = (what: string, example: string) => Filter(text({ max: 200 }), { description: `${what}.`, example });

export class ConversationQuery extends PageQuery {
  @Filter(oneOf(conversationKinds), { description: 'What it is.', example: 'focus_group' }) kind?: ConversationKind[];
  @AnyText('Touchpoint', 'handover') touchpoint?: string[];
  @AnyText('Programme', 'handover-study') programme?: string[];
}

export class QuoteQuery extends PageQuery {
  @AnyText('Touchpoint', 'handover') touchpoint?: string[];
  @AnyText('Factor', 'service') factor?: string[];
}

export class SegmentQuery extends QuoteQuery {
  @AnyText('Speaker', 'P1') speaker?: string[];
  @Flag({ description: 'Only quotes, or only others.', example: true, optional: true, query: true }) quote?: boolean;
}

/** Checks what the schema cannot express. Throws Invalid with every fault. */
export function toConversation(body: ConversationBody, receivedAt: Date): ConversationInput {
  const participants = (body.participants ?? []).map(({ id, voice, customer, employee }) => ({
    ...{ id, voice: voice ?? 'customer', customer: orNull(customer), employee: orNull(employee) },
  }));
  const errors = new FieldErrors('/participants');
  for (const [index, { id, voice, employee }] of participants.entries()) {
    const at = errors.at(index);
    const first = participants.findIndex((other) => other.id === id);
    at.at('id').addIf(first < index, 'repeated', 'is there twice');
    at.at('employee').addIf(
      voice !== 'customer' && employee === null,
      'required',
      'says who of staff or management speaks',
    );
  }
  errors.throwIfAny('request.invalid', 'The participants do not fit together.');
  const { title, programme, touchpoint, product, location, language } = body;
  const content = {
    ...{ source: body.source, sourceId: body.id, kind: body.kind, title: orNull(title), programme: orNull(programme) },
    ...{ touchpoint: orNull(touchpoint), product: orNull(product), location: orNull(location) },
    ...{ language: orNull(language), participants, history: body.history ?? false },
    occurredAt: parsePastTimestamp(body.occurredAt, '/occurredAt', receivedAt),
  };
  return { ...content, digest: contentDigest(JSON.stringify(content)) };
}

/** Throws Invalid with every fault: who speaks takes part, and nothing is there twice. */
export function toSegments(
  { segments }: SegmentsBody,
  { participants }: Conversation,
  { posts, now }: { readonly posts: boolean; readonly now: Date },
): SegmentInput[] {
  const errors = new FieldErrors('/segments');
  const taken = new Set<string>();
  const found = segments.map((one, index) => {
    const at = errors.at(index);
    const known = posts || participants.some(({ id }) => id === one.speaker);
    at.at('speaker').addIf(!known, 'unknown', 'is no participant');
    at.at('id').addIf(taken.has(one.id), 'repeated', 'is there twice');
    taken.add(one.id);
    const { speaker, text, language, touchpoint, factor, replyTo, quote } = one;
    return {
      ...{ sourceId: one.id, speaker, text, language: orNull(language), touchpoint: orNull(touchpoint) },
      ...{ factor: orNull(factor), quote: quote ?? false, replyTo: orNull(replyTo) },
      saidAt: one.at == null ? null : parsePastTimestamp(one.at, `/segments/${index}/at`, now),
    };
  });
  errors.throwIfAny('request.invalid', 'The segments do not fit the conversation.');
  return found;
}
