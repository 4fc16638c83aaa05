import type { phases } from '@harken/contracts';

/** What an open link says of the answers that come through it. */
export interface OpenLinkContent {
  readonly programme: string;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly phase: (typeof phases)[number] | null;
  readonly campaign: string | null;
  readonly product: string | null;
  readonly location: string | null;
  /** False: it takes no new answers. */
  readonly active: boolean;
}

/** A link for everybody who comes by, on a poster or a receipt. */
export interface OpenLink extends OpenLinkContent {
  readonly id: string;
  /** Its part of the address, drawn at random. It never changes, because it may be printed. */
  readonly slug: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

/** 128 random bits as base64url. */
export const slugPattern = /^[\w-]{22}$/;
