/** Somebody left a team, or went away for longer: the open complaints the person has there go to others. */
export interface Departure {
  readonly id: string;
  readonly team: string;
  readonly member: string;
  readonly kind: 'left' | 'away';
  readonly reason: string | null;
  readonly actor: string;
  readonly by: string | null;
}

/** How far it has come. */
export interface DepartureView extends Departure {
  readonly at: Date;
  /** Complaints that others got. */
  readonly dealt: number;
  /** Complaints that went back to the queue, because nobody was there. */
  readonly queued: number;
  readonly doneAt: Date | null;
}
