import type { FeedbackRecord } from '../records.ts';
import { filled, type Mapping, type Row } from './mapping.ts';

const touchpoints: Readonly<Record<string, string>> = {
  Q7FOOD: 'airport-restaurants',
  Q7STORE: 'airport-shops',
  Q7SIGN: 'airport-signs',
  Q7WIFI: 'airport-wifi',
  Q9RESTROOM: 'airport-restrooms',
};

// 5 outstanding to 1 unacceptable; 6 never used, 0 and blank no answer.
const rating = (code: string | undefined): number | undefined => {
  const value = Number(code);
  return Number.isInteger(value) && value >= 1 && value <= 5 ? value : undefined;
};

// 0 is an answer here; 11 is blank.
const recommend = (code: string | undefined): number | undefined => {
  const value = code ? Number(code) : Number.NaN;
  return Number.isInteger(value) && value >= 0 && value <= 10 ? value : undefined;
};

const answer = (row: Row, part: string, touchpoint: string, answers: object): FeedbackRecord[] =>
  Object.keys(answers).length === 0
    ? []
    : [
        {
          id: `sfo-${row.RESPNUM}-${part}`,
          customer: `passenger-${row.RESPNUM}`,
          method: 'survey',
          phase: 'during',
          channel: 'in_person',
          touchpoint,
          answers,
          // Local time of San Francisco in May.
          occurredAt: `2017-05-${(row.INTDATE ?? '1').padStart(2, '0')}T${/^\d\d:\d\d$/.test(row.ARRTIME ?? '') ? row.ARRTIME : '12:00'}:00-07:00`,
        },
      ];

/** An airport's passengers: one answer for the airport as a whole, one for each touchpoint they rated. */
export const airportSurvey: Mapping = {
  file: 'sfo-survey-2017.csv',
  rows: 150,
  map: (row) => [
    ...answer(row, 'all', 'airport', filled({ nps: recommend(row.NETPRO), csat: rating(row.Q7ALL) })),
    ...Object.entries(touchpoints).flatMap(([column, touchpoint]) =>
      answer(row, column.toLowerCase(), touchpoint, filled({ csat: rating(row[column]) })),
    ),
  ],
};
