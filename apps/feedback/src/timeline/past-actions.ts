import type { ComplaintImported, EventData } from '@harken/contracts';
import type { TimelineEvent } from './complaint-entry.ts';

type Imported = EventData<typeof ComplaintImported>;
type PastAction = Omit<TimelineEvent, 'id' | 'complaint'>;

const endings: Readonly<Record<string, PastAction['action']>> = { rejected: 'rejected', withdrawn: 'withdrawn' };

/** What happened to an imported complaint, oldest first. At the same time: as it happens to others. */
export function pastActionsOf(imported: Imported): PastAction[] {
  const { complaint, acknowledgedAt, endedAt, closedAt } = imported;
  const once = (action: PastAction['action'], at: string | null): PastAction[] =>
    at === null ? [] : [{ action, at: new Date(at) }];
  const actions: PastAction[] = [
    { action: 'opened', at: new Date(complaint.openedAt), details: { origin: 'import', importId: imported.importId } },
    ...once('acknowledged', acknowledgedAt),
    ...imported.escalations.map(({ level, reason, clock, at }) => ({
      ...{ action: 'escalated' as const, at: new Date(at), details: { level, reason, clock } },
    })),
    ...imported.messages.map(({ direction, channel, messageId, attachments, by, at }) => ({
      action: direction === 'in' ? ('message-received' as const) : ('message-sent' as const),
      ...{ at: new Date(at), channel, details: { messageId, attachments, ...(direction === 'out' && { by }) } },
    })),
    ...imported.answers.flatMap(({ kind, channel, answerId, outcome, by, at }) =>
      kind === 'withdrawal'
        ? []
        : [{ action: 'answered' as const, at: new Date(at), channel, details: { answerId, outcome, by } }],
    ),
    ...once(endings[complaint.status] ?? 'resolved', endedAt),
    ...once('closed', closedAt),
  ];
  return actions.sort((a, b) => a.at.getTime() - b.at.getTime());
}
