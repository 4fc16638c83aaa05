import { NotFound } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import { ClockTable } from '../clocks/clock.table.ts';
import { type ClockView, presentClocks } from '../clocks/clock-view.ts';
import { groundOf } from '../clocks/terms.queries.ts';
import { EscalationTable } from '../escalation/escalation.table.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { AnswerTable } from './answer.table.ts';
import { ComplaintTable } from './complaint.table.ts';
import type { ComplaintAnswer, ComplaintLink, ComplaintRow, Fields } from './complaint.ts';
import { LinkTable } from './link.table.ts';

type Db = DataSource | EntityManager;

export type ComplaintView = ComplaintRow & {
  readonly text: string | null;
  readonly clocks: readonly ClockView[];
  readonly answers: readonly Omit<ComplaintAnswer, 'complaintId'>[];
  readonly escalations: readonly object[];
  readonly links: readonly Omit<ComplaintLink, 'complaintId'>[];
};

const managerOf = (db: Db): EntityManager => ('manager' in db ? (db as DataSource).manager : (db as EntityManager));

/** One complaint with everything that belongs to it. */
export async function getComplaint(db: Db, id: string): Promise<ComplaintView> {
  const manager = managerOf(db);
  const row = await manager.findOne(ComplaintTable, { where: { id } });
  if (!row) throw new NotFound('complaint', id);
  const clocks = await manager.find(ClockTable, { where: { complaintId: id } });
  const answers = await manager.find(AnswerTable, { where: { complaintId: id }, order: { sentAt: 'ASC', id: 'ASC' } });
  const escalations = await manager.find(EscalationTable, {
    where: { complaintId: id },
    order: { at: 'ASC', id: 'ASC' },
  });
  const links = await manager.find(LinkTable, { where: { complaintId: id }, order: { at: 'ASC' } });
  return {
    ...row,
    text: await textOf(manager, id),
    clocks: presentClocks(clocks, await groundOf(manager)),
    answers: answers.map(({ complaintId: _complaintId, ...answer }) => answer),
    escalations: escalations.map(escalationView),
    links: links.map(({ complaintId: _complaintId, ...link }) => link),
  };
}

/** For what hangs on a complaint: without one, a list of nothing would be a lie. */
export async function mustExist(db: Db, id: string): Promise<void> {
  if (!(await managerOf(db).existsBy(ComplaintTable, { id }))) throw new NotFound('complaint', id);
}

export async function textOf(db: Db, id: string): Promise<string | null> {
  const [found] = (await db.query('SELECT text FROM complaints WHERE id = $1', [id])) as { text: string | null }[];
  return found?.text ?? null;
}

const escalationView = ({ complaintId: _complaintId, ...escalation }: Escalation): object =>
  Object.fromEntries(Object.entries(escalation).filter(([, value]) => value !== null));

export interface HistoryView {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly by?: string;
  readonly action: string;
  readonly reason?: string;
  readonly from?: string;
  readonly to?: string;
  readonly before?: Fields;
  readonly after?: Fields;
  readonly version: number;
}

/** Every change, the first first. */
export async function historyOf(db: Db, id: string, after: string, limit: number): Promise<HistoryView[]> {
  const found = (await db.query(
    `SELECT id, at, actor, by, action, reason, "from", "to", before, after, version FROM history
     WHERE complaint_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
    [id, after, limit],
  )) as HistoryView[];
  if (found.length === 0) await mustExist(db, id);
  return found.map(
    (entry) => Object.fromEntries(Object.entries(entry).filter(([, v]) => v !== null)) as unknown as HistoryView,
  );
}
