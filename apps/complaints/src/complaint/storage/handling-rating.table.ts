import { EntitySchema } from 'typeorm';
import type { HandlingRating } from '../decide/handling-rating.ts';

export type RatingRow = HandlingRating & { readonly complaintId: string; readonly at: Date };

export const HandlingRatingTable = new EntitySchema<RatingRow>({
  name: 'HandlingRating',
  tableName: 'handling_ratings',
  columns: {
    feedbackId: { type: 'uuid', primary: true, name: 'feedback_id' },
    complaintId: { type: 'uuid', name: 'complaint_id' },
    csat: { type: 'smallint', nullable: true },
    nps: { type: 'smallint', nullable: true },
    ces: { type: 'smallint', nullable: true },
    at: { type: 'timestamptz', precision: 3 },
  },
});
