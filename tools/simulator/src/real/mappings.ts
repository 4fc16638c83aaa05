import { airportSurvey } from './airport-survey.ts';
import { bankComplaints } from './bank-complaints.ts';
import { chineseReviews } from './chinese-reviews.ts';
import { bostonRequests, newYorkComplaints } from './city-requests.ts';
import type { Mapping } from './mapping.ts';
import { thaiCallers } from './thai-callers.ts';

export const mappings: readonly Mapping[] = [
  bankComplaints,
  airportSurvey,
  bostonRequests,
  newYorkComplaints,
  thaiCallers,
  chineseReviews,
];
