import { HttpResponse } from '@harken/service';
import { getComplaint } from '../storage/complaint.queries.ts';

/** The current complaint, with its version as ETag. */
export async function complaintResponse(
  db: Parameters<typeof getComplaint>[0],
  id: string,
  status: 'ok' | 'created' = 'ok',
) {
  const complaint = await getComplaint(db, id);
  const answer = HttpResponse[status](complaint).etag(complaint.version);
  return status === 'created' ? answer.location(`/v1/complaints/${id}`) : answer;
}
