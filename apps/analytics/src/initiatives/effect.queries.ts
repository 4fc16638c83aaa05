import { type Reader, sql, type Tx } from '@harken/database';
import { TimeZone } from '@harken/service';
import { wilsonInterval } from '@harken/statistics';
import { inSnapshot } from '../figures/time-ranges.queries.ts';
import { currentGeneration } from '../generations/generations.queries.ts';
import type { EffectDto } from './effect.dto.ts';
import { type EffectMeasure, type Initiative, measureOf } from './initiative.ts';
import { type DayOfTouchpoint, type EffectData, type MeasuredEffect, measureEffect } from './measure-effect.ts';

const day = 86_400_000;
const [minDays, maxDays] = [28, 180];

interface DayRow {
  readonly touchpoint: string;
  readonly at: Date;
  readonly sum: number;
  readonly n: number;
}

// NPS in points and CSAT as a share, so that the mean of days is the score.
const selectScores = sql<DayRow>(`
  SELECT s.touchpoint, c.bucket AS at, sum(c.n)::float8 AS n,
         sum(CASE WHEN $1 = 'nps' THEN 100 * (c.promoters - c.detractors) WHEN $1 = 'csat' THEN c.satisfied ELSE c.sum END)::float8 AS sum
    FROM score_cells c JOIN dimension_sets s USING (set_id)
   WHERE c.generation = ${currentGeneration} AND c.metric = $1 AND c.granularity = 'day' AND c.bucket >= $2 AND c.bucket < $3
     AND s.touchpoint IS NOT NULL AND (cardinality($4::text[]) = 0 OR s.segments && $4)
   GROUP BY s.touchpoint, c.bucket`);

const selectComplaints = sql<DayRow>(`
  SELECT touchpoint, opened_at AS at, 1::float8 AS sum, 1::float8 AS n FROM complaint_facts
   WHERE generation = ${currentGeneration} AND opened_at >= $2 AND opened_at < $3 AND touchpoint IS NOT NULL
     AND (cardinality($4::text[]) = 0 OR segments && $4) AND $1::text IS NOT NULL`);

const selectOrders = sql<DayRow>(`
  SELECT touchpoint, occurred_at AS at, CASE WHEN $5::text IS NULL THEN 1 ELSE minor END::float8 AS sum, 1::float8 AS n
    FROM customer_interactions
   WHERE generation = ${currentGeneration} AND occurred_at >= $2 AND occurred_at < $3 AND touchpoint IS NOT NULL
     AND (cardinality($4::text[]) = 0 OR segments && $4) AND $1::text IS NOT NULL
     AND CASE WHEN $5::text IS NULL THEN minor > 0 ELSE currency = $5 END`);

const selectResponse = sql<{ sent: number; responded: number }>(`
  WITH sent AS (
    SELECT customer_id, min(occurred_at) AS at FROM customer_interactions
     WHERE generation = ${currentGeneration} AND campaign = $1 AND type = 'campaign-sent' AND occurred_at >= $2
       AND ($3::timestamptz IS NULL OR occurred_at < $3) GROUP BY customer_id)
  SELECT count(*)::integer AS sent, (count(*) FILTER (WHERE
      EXISTS (SELECT FROM customer_interactions i WHERE i.generation = ${currentGeneration} AND i.customer_id = s.customer_id
               AND i.campaign = $1 AND i.type <> 'campaign-sent' AND i.occurred_at > s.at
               AND i.occurred_at <= s.at + make_interval(days => $4::integer))
      OR EXISTS (SELECT FROM customer_feedback f WHERE f.generation = ${currentGeneration} AND f.customer_id = s.customer_id
               AND f.campaign = $1 AND f.occurred_at > s.at
               AND f.occurred_at <= s.at + make_interval(days => $4::integer))))::integer AS responded
    FROM sent s`);

/** Where and when to look for an effect. */
export type EffectQuestion = Pick<Initiative, 'touchpoints' | 'segments' | 'from' | 'to' | 'compareWith'> & {
  readonly metric: string;
};

/** What an initiative has changed, by now or by its end. */
export function initiativeEffect(database: Reader, initiative: Initiative, now: Date): Promise<EffectDto> {
  return inSnapshot(database, async (tx, zone) => {
    const measured = await effectOf(tx, initiative, zone, now);
    const { campaign, from, to, responseDays, cost } = initiative;
    const [response] = campaign ? await selectResponse.query(tx, [campaign, from, to, responseDays]) : [];
    return {
      ...measured,
      metric: initiative.metric,
      ...perCost(measured, cost),
      response: response
        ? {
            ...response,
            rate: response.sent === 0 ? null : response.responded / response.sent,
            interval: wilsonInterval(response.responded, response.sent),
          }
        : null,
    };
  });
}

/** As many days before as after, from four weeks to half a year. */
export async function effectOf(tx: Tx, question: EffectQuestion, zone: TimeZone, now: Date): Promise<MeasuredEffect> {
  const measure = measureOf(question.metric);
  const start = zone.startOf('day', Date.parse(question.from));
  const end = Math.min(
    zone.startOf('day', now.getTime()),
    question.to ? Date.parse(question.to) : Number.POSITIVE_INFINITY,
  );
  const daysAfter = Math.min(maxDays, Math.max(0, Math.round((end - start) / day)));
  const daysBefore = Math.max(minDays, daysAfter);
  const since = new Date(start - daysBefore * day);
  const until = new Date(start + daysAfter * day);
  const rows = await rowsOf(tx, measure, question.segments, since, until);
  const placed = rows.map(({ touchpoint, at, sum, n }): DayOfTouchpoint => {
    return { touchpoint, day: Math.floor((at.getTime() - since.getTime() + day / 4) / day), sum, n };
  });
  const { touchpoints, compareWith } = question;
  const isTreated = ({ touchpoint }: DayOfTouchpoint) => touchpoints.length === 0 || touchpoints.includes(touchpoint);
  const isCompared = (row: DayOfTouchpoint) =>
    !isTreated(row) && (compareWith.length === 0 || compareWith.includes(row.touchpoint));
  const data: EffectData = {
    measure,
    days: daysBefore + daysAfter,
    daysBefore,
    treated: placed.filter(isTreated),
    compared: placed.filter(isCompared),
  };
  return measureEffect(data);
}

function rowsOf(
  tx: Tx,
  { kind, metric, currency }: EffectMeasure,
  segments: readonly string[],
  since: Date,
  until: Date,
) {
  const values = [metric, since, until, segments];
  if (kind === 'score') return selectScores.query(tx, values);
  if (kind === 'complaints') return selectComplaints.query(tx, values);
  return selectOrders.query(tx, [...values, currency]);
}

function perCost({ effect, verdict }: MeasuredEffect, cost: Initiative['cost']) {
  if (!cost || effect === null) return { effectPerCost: null, costPerUnit: null };
  const worked = verdict === 'better' && effect !== 0;
  return {
    effectPerCost: cost.minor === 0 ? null : effect / cost.minor,
    costPerUnit: worked ? { minor: Math.round(cost.minor / Math.abs(effect)), currency: cost.currency } : null,
  };
}
