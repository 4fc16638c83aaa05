import type { DataSource } from 'typeorm';
import { getComplaint } from '../../complaint/storage/complaint.queries.ts';
import { timelineOf } from './timeline.ts';

const maxEarlier = 20;
const maxTimelineEntries = 500;

const jsonListOf = (fields: string, from: string): string =>
  `(SELECT coalesce(json_agg(json_strip_nulls(json_build_object(${fields}))), '[]') FROM ${from})`;

const customer = `CASE WHEN c.customer IS NOT NULL THEN json_build_object('externalId', c.customer, 'id', c.customer_id,
  'segments', coalesce(u.segments, c.segments), 'tier', CASE WHEN u.known THEN u.tier ELSE c.tier END,
  'stage', CASE WHEN u.known THEN u.stage ELSE c.stage END,
  'language', CASE WHEN u.known THEN u.language ELSE c.customer_language END,
  'complaints', (SELECT json_build_object('total', count(*), 'open', count(*) FILTER (WHERE o.ended_at IS NULL))
                   FROM complaints o WHERE o.customer = c.customer)) END`;

const earlier = jsonListOf(
  `'id', o.id, 'number', o.number, 'status', o.status, 'severity', o.severity, 'category', o.category,
   'touchpoint', o.touchpoint, 'channel', o.channel, 'openedAt', o.opened_at, 'endedAt', o.ended_at, 'outcome', o.outcome`,
  `(SELECT e.*, (SELECT a.outcome FROM answers a WHERE a.complaint_id = e.id ORDER BY a.at DESC, a.id DESC LIMIT 1)
      FROM complaints e
     WHERE e.customer = c.customer AND e.id <> c.id AND (e.opened_at, e.id) < (c.opened_at, c.id)
     ORDER BY e.opened_at DESC, e.id DESC LIMIT ${maxEarlier}) o`,
);

const history = jsonListOf(
  `'at', h.at, 'action', h.action, 'actor', h.actor, 'keyId', h.key_id, 'person', h.person, 'onBehalfOf', h.on_behalf_of,
   'reason', h.reason, 'from', h."from", 'to', h."to"`,
  `(SELECT * FROM (SELECT * FROM history h WHERE h.complaint_id = c.id ORDER BY h.id DESC LIMIT ${maxTimelineEntries + 1}) l ORDER BY l.id) h`,
);

const messages = jsonListOf(
  `'at', m.at, 'id', m.id, 'direction', m.direction, 'channel', m.channel, 'text', m.text, 'by', m.by,
   'attachments', m.attachments, 'afterEnd', m.after_end, 'duplicate', nullif(m.complaint_id, c.id)`,
  `(SELECT * FROM (SELECT * FROM messages
       WHERE complaint_id = ANY (c.id || ARRAY(SELECT d.id FROM complaints d WHERE d.duplicate_of = c.id))
       ORDER BY at DESC, id DESC LIMIT ${maxTimelineEntries + 1}) l ORDER BY at, id) m`,
);

const compensations = jsonListOf(
  `'proposedAt', x.proposed_at, 'id', x.id, 'type', x.kind, 'status', x.status, 'description', x.description,
   'amount', CASE WHEN x.minor IS NOT NULL THEN json_build_object('minor', x.minor, 'currency', x.currency) END,
   'proposedBy', x.proposed_by, 'approvedBy', x.approved_by, 'fulfilBy', x.fulfil_by, 'fulfilledAt', x.fulfilled_at`,
  '(SELECT * FROM compensations WHERE complaint_id = c.id ORDER BY proposed_at, id) x',
);

const ratings = jsonListOf(
  `'at', r.at, 'feedbackId', r.feedback_id, 'csat', r.csat, 'nps', r.nps, 'ces', r.ces`,
  '(SELECT * FROM handling_ratings WHERE complaint_id = c.id ORDER BY at) r',
);

const duplicates = jsonListOf(
  `'id', p.id, 'complaintId', o.id, 'number', o.number, 'customer', o.customer, 'status', o.status, 'score', p.score,
   'proposedAt', p.proposed_at, 'marked', p.status <> 'open'`,
  `duplicate_proposals p JOIN complaints o ON o.id = CASE WHEN p.of = c.id THEN p.complaint_id ELSE p.of END
    WHERE (p.complaint_id = c.id OR p.of = c.id)
      AND (p.status = 'open' OR o.duplicate_of = c.id OR c.duplicate_of = o.id)`,
);

const readFileSql = `
  SELECT ${customer} AS customer, ${earlier} AS earlier, ${history} AS history, ${messages} AS messages,
         ${compensations} AS compensations,
         ${ratings} AS ratings, ${duplicates} AS duplicates
    FROM complaints c LEFT JOIN customers u ON u.external_id = c.customer WHERE c.id = $1`;

interface FileRow {
  readonly customer: object | null;
  readonly earlier: readonly object[];
  readonly duplicates: readonly object[];
  readonly history: readonly { readonly at: Date; readonly action: string }[];
  readonly messages: readonly { readonly at: Date }[];
  readonly compensations: readonly { readonly proposedAt: Date }[];
  readonly ratings: readonly { readonly at: Date }[];
}

/** Everything a handler needs to know before the next contact with the customer: two statements in parallel. */
export async function readFile(db: DataSource, id: string) {
  const [complaint, [found]] = await Promise.all([
    getComplaint(db, id),
    db.query(readFileSql, [id]) as Promise<[FileRow]>,
  ]);
  const { customer } = found;
  const earlier = withDates(found.earlier, 'openedAt', 'endedAt');
  const duplicates = withDates(found.duplicates, 'proposedAt');
  const history = withDates(found.history, 'at');
  const messages = withDates(found.messages, 'at');
  const compensations = withDates(found.compensations, 'proposedAt', 'fulfilBy', 'fulfilledAt');
  const ratings = withDates(found.ratings, 'at');
  const { answers, escalations } = complaint;
  const parts = {
    history: history.slice(-maxTimelineEntries),
    messages: messages.slice(-maxTimelineEntries),
    answers,
    compensations,
    ratings,
  };
  return {
    complaint,
    customer,
    earlier,
    duplicates,
    compensations,
    ratings,
    timeline: timelineOf({ ...parts, escalations: escalations as { at: Date }[] }),
    // false: only the latest changes and messages are included; history and thread have all.
    timelineComplete: history.length <= maxTimelineEntries && messages.length <= maxTimelineEntries,
  };
}

/** The rows with Dates for the texts that JSON has instead. */
const withDates = <Row extends object>(rows: readonly Row[], ...fields: readonly string[]): Row[] =>
  rows.map((row) => {
    const texts = Object.entries(row).filter(([field]) => fields.includes(field));
    return { ...row, ...Object.fromEntries(texts.map(([field, text]) => [field, new Date(text)])) };
  });
