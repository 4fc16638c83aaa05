import { phases } from '@harken/contracts';
import { Filter, Flag, Integer, type NameParameter, PageQuery, Text, Timestamp, text } from '@harken/service';
import { ChosenId, OptionalChosenId, OptionalName, OptionalOneOf, optional } from '../requests/body-fields.dto.ts';
import type { OpenLink, OpenLinkContent } from './open-link.ts';

export const openLinkId: NameParameter = {
  parameter: 'openLinkId',
  description: 'Its id: letters, digits, `.`, `_`, `-`.',
  example: 'lobby-poster',
  pattern: /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u,
  message: 'must be 1 to 100 letters, digits, dots, underscores or hyphens',
};

/** The body of PUT. What GET gives is accepted: the rest is read only. */
export class OpenLinkBody {
  @ChosenId('The programme whose questions it asks, in the version in force.', 'handover-survey') programme!: string;
  @OptionalChosenId('Where in the journey its answers belong.', 'handover') touchpoint?: string | null;
  @OptionalName('By what channel they come.', 'poster') channel?: string | null;
  @OptionalOneOf(phases, 'Before, during or after the service.', 'during') phase?: (typeof phases)[number] | null;
  @OptionalChosenId('Campaign or initiative.', 'spring') campaign?: string | null;
  @OptionalChosenId('The product they are about, by its id.', 'kitchen', 100) product?: string | null;
  @OptionalChosenId('The location they are about, by its id.', 'tower-2', 100) location?: string | null;
  @Flag({ description: 'False: it takes no new answers.', example: true, default: true, ...optional })
  active?: boolean | null;
}

export class OpenLinkDto extends OpenLinkBody {
  @Text({ description: 'Its id.', example: 'lobby-poster' }) id!: string;
  @Text({
    description: 'The address to print or to send. It never changes.',
    example: 'https://feedback.example.com/answer/Q3VzdG9tZXIgdm9pY2VzMQ',
  })
  url!: string;
  @Integer({ description: 'Changes with every PUT.', example: 1 }) version!: number;
  @Timestamp({ description: 'When it was set.', example: '2026-03-02T09:15:00.000Z' }) updatedAt!: Date;
  @Text({ description: 'By whom.', example: 'acme' }) updatedBy!: string;
}

export class OpenLinksQuery extends PageQuery {
  @Filter(text({ max: 200 }), { description: 'Programme.', example: 'handover-survey' })
  programme?: string[];
}

export const openLinkContent = (body: OpenLinkBody): OpenLinkContent => ({
  programme: body.programme,
  touchpoint: body.touchpoint ?? null,
  channel: body.channel ?? null,
  phase: body.phase ?? null,
  campaign: body.campaign ?? null,
  product: body.product ?? null,
  location: body.location ?? null,
  active: body.active ?? true,
});

/** `pages` is the address at which people reach the pages. */
export const openLinkUrl = (pages: string, { slug }: OpenLink): string => `${pages.replace(/\/+$/, '')}/answer/${slug}`;

export const openLinkDto = (pages: string, link: OpenLink): OpenLinkDto => {
  const { slug: _, ...shown } = link;
  return { ...shown, url: openLinkUrl(pages, link) };
};
