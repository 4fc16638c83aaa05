/** What a dashboard or a worklist asks, and the same as plain SQL over the raw rows. */
export interface Question {
  readonly name: string;
  readonly service: 'analytics' | 'complaints';
  readonly path: string;
  readonly sql: string;
}

const raw = (group: string, condition = '', metric = 'nps'): string => `
  SELECT ${group} AS "group", count(*), count(*) FILTER (WHERE value >= 9), count(*) FILTER (WHERE value <= 6), sum(value),
         sum(value * value)
    FROM analytics.score_facts f JOIN analytics.dimension_sets s USING (set_id)
   WHERE generation = 1 AND metric = '${metric}' ${condition} GROUP BY 1 ORDER BY 1`;

const scores = (name: string, query: string, sql: string): Question => ({
  name,
  service: 'analytics',
  path: `/v1/scores?${query}`,
  sql,
});

const between = (column: string, from: string, to: string) => `AND ${column} >= '${from}' AND ${column} < '${to}'`;

const measures = `count(*), count(*) FILTER (WHERE answered), count(*) FILTER (WHERE resolved),
  percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY acknowledge_ms),
  percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY first_answer_ms),
  percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY resolve_ms),
  sum(breaches_acknowledge), sum(breaches_first_response), sum(breaches_resolution)`;

const figures = (name: string, query: string, group: string, condition = ''): Question => ({
  name,
  service: 'analytics',
  path: `/v1/complaint-figures?${query}`,
  sql: `SELECT ${group} AS "group", ${measures} FROM analytics.complaint_facts WHERE generation = 1 ${condition} GROUP BY 1`,
});

const list = (name: string, query: string, condition: string): Question => ({
  name: `complaints ${name}`,
  service: 'complaints',
  path: `/v1/complaints?limit=50${query}`,
  sql: `SELECT * FROM complaints.complaints c ${condition} ORDER BY opened_at DESC, id DESC LIMIT 51`,
});

const month = ['2026-05-01T00:00:00Z', '2026-06-01T00:00:00Z'] as const;
const ragged = ['2026-03-05T10:17:00Z', '2026-04-07T15:43:00Z'] as const;
const range = ([from, to]: readonly [string, string]) => `from=${from}&to=${to}`;

export const questions: readonly Question[] = [
  scores('NPS of everything', 'metric=nps', raw(`''`)),
  scores('NPS by touchpoint', 'metric=nps&groupBy=touchpoint', raw('touchpoint')),
  scores('NPS by month', 'metric=nps&period=month', raw(`date_trunc('month', occurred_at, 'UTC')`)),
  scores(
    'NPS by touchpoint and day of a month',
    `metric=nps&groupBy=touchpoint&period=day&${range(month)}`,
    raw(`(touchpoint, date_trunc('day', occurred_at, 'UTC'))`, between('occurred_at', ...month)),
  ),
  scores(
    'NPS by channel, minutes at both ends',
    `metric=nps&groupBy=channel&${range(ragged)}`,
    raw('channel', between('occurred_at', ...ragged)),
  ),
  scores('CSAT by tier', 'metric=csat&groupBy=tier', raw('tier', '', 'csat')),
  scores('NPS by product', 'metric=nps&groupBy=product', raw('product')),
  scores('NPS by product and touchpoint', 'metric=nps&groupBy=product,touchpoint', raw('(product, touchpoint)')),
  scores(
    'NPS of a product by touchpoint',
    'metric=nps&groupBy=touchpoint&product=product-77',
    raw('touchpoint', `AND product = 'product-77'`),
  ),
  scores(
    'NPS of a location by product',
    'metric=nps&groupBy=product&location=location-77',
    raw('product', `AND location = 'location-77'`),
  ),
  figures('complaint figures of everything', '', `''`),
  figures('complaint figures by team and severity', 'groupBy=team,severity', '(team, severity)'),
  figures(
    'complaint figures by touchpoint of a month',
    `groupBy=touchpoint&${range(month)}`,
    'touchpoint',
    between('opened_at', ...month),
  ),
  figures(
    'complaint figures by channel, minutes at both ends',
    `groupBy=channel&${range(ragged)}`,
    'channel',
    between('opened_at', ...ragged),
  ),
  figures(
    'complaint figures by team and month',
    'groupBy=team&period=month',
    `(team, date_trunc('month', opened_at, 'UTC'))`,
  ),
  figures('complaint figures by product', 'groupBy=product', 'product'),
  figures(
    'complaint figures of a product by touchpoint',
    'groupBy=touchpoint&product=product-77',
    'touchpoint',
    `AND product = 'product-77'`,
  ),
  // Three dimensions: there are no cells for it.
  figures(
    'complaint figures by team and severity of a channel',
    'groupBy=team,severity&channel=web',
    '(team, severity)',
    `AND channel = 'web'`,
  ),
  list('newest first', '', ''),
  list('by status', '&status=received,assigned', `WHERE status = ANY ('{received,assigned}')`),
  list(
    'by team and severity',
    '&team=after-sales&severity=critical',
    `WHERE team = 'after-sales' AND severity = 'critical'`,
  ),
  list('of a customer', '&customer=bench-4711', `WHERE customer = 'bench-4711'`),
  list(
    'overdue',
    '&overdue=true',
    'WHERE EXISTS (SELECT FROM complaints.clocks k WHERE k.complaint_id = c.id AND k.met_at IS NULL AND k.due_at <= now())',
  ),
  {
    name: 'worklist of management',
    service: 'complaints',
    path: '/v1/worklists/management?level=3&limit=50',
    sql: `SELECT * FROM complaints.escalations e JOIN complaints.complaints c ON c.id = e.complaint_id
           WHERE e.closed_at IS NULL AND e.acknowledged_at IS NULL AND e.level = 3 ORDER BY e.at, e.id LIMIT 51`,
  },
];
