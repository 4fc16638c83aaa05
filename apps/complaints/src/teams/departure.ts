/** A member left a team, or is away for longer: the open complaints go to others. */
export interface Departure {
  readonly id: string;
  readonly team: string;
  readonly member: string;
  readonly kind: 'left' | 'away';
  readonly reason: string | null;
  readonly actor: string;
  readonly by: string | null;
}

/** The progress of a departure. */
export interface DepartureView extends Departure {
  readonly at: Date;
  /** Complaints that were reassigned. */
  readonly dealt: number;
  /** Complaints that went back to the queue, because nobody was available. */
  readonly queued: number;
  readonly doneAt: Date | null;
}
