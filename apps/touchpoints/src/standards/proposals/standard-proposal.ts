import type { StandardContent } from '../standard.ts';
import type { TargetProposal, VoiceEvidence } from './propose-target.ts';

export const proposalStates = ['proposed', 'adopted'] as const;

/** A target that the voice of the customer suggests; a person makes a standard of it. */
export interface StandardProposal {
  readonly id: string;
  readonly state: (typeof proposalStates)[number];
  readonly version: number;
  readonly content: Omit<StandardContent, 'owner'>;
  readonly basis: TargetProposal['basis'];
  readonly evidence: VoiceEvidence;
  readonly dataFrom: Date;
  readonly dataTo: Date;
  readonly proposedAt: Date;
  readonly proposedBy: string;
  readonly adoptedAt: Date | null;
  readonly adoptedBy: string | null;
  /** The standard that was made of it. */
  readonly standardId: string | null;
}
