import { complaintStatuses } from '@harken/contracts';
import { describe, expect, it } from '@jest/globals';
import {
  complaintStatusesOf,
  type TicketSource,
  ticketStatuses,
  ticketStatusOf,
  troubleTicket,
} from './trouble-ticket.ts';

const source: TicketSource = {
  id: '01926f3a-7c1e-7b54-9d0e-000000000003',
  number: 'C-2026-000042',
  status: 'investigating',
  severity: 'high',
  customer: 'crm-1',
  touchpoint: 'handover',
  channel: 'phone',
  category: 'defect',
  team: 'after-sales',
  assignee: 'anna',
  feedbackId: null,
  duplicateOf: null,
  openedAt: '2026-03-02T10:00:00.000Z',
  endedAt: null,
  text: 'No keys.',
  resolutionDueAt: '2026-03-05T10:00:00.000Z',
  lastChangeAt: '2026-03-02T12:00:00.000Z',
  statuses: [
    { at: '2026-03-02T10:00:00.000Z', status: 'received', reason: null },
    { at: '2026-03-02T10:05:00.000Z', status: 'acknowledged', reason: 'Called.' },
    { at: '2026-03-02T10:10:00.000Z', status: 'assigned', reason: null },
    { at: '2026-03-02T12:00:00.000Z', status: 'investigating', reason: 'On site.' },
  ],
  notes: [],
  links: [],
};

describe('the status of a trouble ticket', () => {
  it('exists for every status of a complaint, and each maps to at least one', () => {
    expect(Object.keys(ticketStatusOf).sort()).toEqual([...complaintStatuses].sort());
    expect(ticketStatuses.flatMap(complaintStatusesOf).sort()).toEqual([...complaintStatuses].sort());
    for (const status of ticketStatuses) expect(complaintStatusesOf(status)).not.toEqual([]);
  });

  it('changes where that of the complaint is another one for TMF621', () => {
    const { statusChangeHistory, statusChange, statusChangeDate, statusChangeReason } = troubleTicket(source);
    expect(statusChangeHistory.map(({ status, statusChangeDate: at }) => [status, at])).toEqual([
      ['acknowledged', '2026-03-02T10:00:00.000Z'],
      ['inProgress', '2026-03-02T10:10:00.000Z'],
    ]);
    expect([statusChange, statusChangeDate]).toEqual([statusChangeHistory, '2026-03-02T10:10:00.000Z']);
    expect(statusChangeReason).toBeUndefined();
  });
});

describe('a trouble ticket', () => {
  it('names customer, team and assignee', () => {
    expect(troubleTicket(source).relatedParty.map(({ role, id }) => [role, id])).toEqual([
      ['customer', 'crm-1'],
      ['team', 'after-sales'],
      ['assignee', 'anna'],
    ]);
    expect(troubleTicket({ ...source, assignee: null }).relatedParty).toHaveLength(2);
  });

  it('is resolved by the deadline of the whole complaint, until it is', () => {
    expect(troubleTicket(source)).toMatchObject({ expectedResolutionDate: '2026-03-05T10:00:00.000Z' });
    expect(troubleTicket(source)).not.toHaveProperty('resolutionDate');
    const ended = troubleTicket({ ...source, status: 'resolved', endedAt: '2026-03-03T10:00:00.000Z' });
    expect(ended).toMatchObject({ status: 'resolved', resolutionDate: '2026-03-03T10:00:00.000Z' });
  });

  it('refers to its original once, also if it is linked to it', () => {
    const links = [
      { to: 'b', kind: 'duplicate' },
      { to: 'c', kind: 'related' },
    ];
    const ticket = troubleTicket({ ...source, status: 'duplicate', duplicateOf: 'b', links });
    expect(ticket.status).toBe('cancelled');
    expect(ticket.troubleTicketRelationship.map(({ id, relationshipType }) => [id, relationshipType])).toEqual([
      ['b', 'duplicate'],
      ['c', 'related'],
    ]);
  });
});
