import type { EventData, ProblemChanged } from '@harken/contracts';
import { sqlOverRows, type Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';

interface Link {
  readonly complaintId: string;
  readonly problemId: string;
}

const saveLinks = sqlOverRows<Link>(
  { complaintId: 'uuid', problemId: 'uuid' },
  (given) => `
  INSERT INTO problem_complaints (complaint_id, problem_id)
  SELECT complaint_id, problem_id FROM ${given} AS g ORDER BY g.complaint_id
  ON CONFLICT (complaint_id) DO UPDATE SET problem_id = excluded.problem_id`,
);

const removeLinks = sqlOverRows<Link>(
  { complaintId: 'uuid', problemId: 'uuid' },
  (given) => `
  DELETE FROM problem_complaints p USING ${given} AS g
   WHERE p.complaint_id = g.complaint_id AND p.problem_id = g.problem_id`,
);

/** Which problem a complaint belongs to, as touchpoints says. A batch is played through in its order. */
export async function followProblems(
  events: readonly ReceivedEvent<EventData<typeof ProblemChanged>>[],
  tx: Tx,
): Promise<void> {
  for (const { data } of events) {
    const linksOf = (complaints: readonly string[]) =>
      complaints.map((complaintId) => ({ complaintId, problemId: data.problem.problemId }));
    if (data.complaintsRemoved.length > 0) await removeLinks.write(tx, linksOf(data.complaintsRemoved));
    if (data.complaintsAdded.length > 0) await saveLinks.write(tx, linksOf(data.complaintsAdded));
  }
}
