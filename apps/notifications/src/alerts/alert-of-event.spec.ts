import { ComplaintOpened, withoutVersion } from '@harken/contracts';
import { describe, expect, it } from '@jest/globals';
import { alertContracts, alertTypes } from './alert.ts';
import { alertOfEvent } from './alert-of-event.ts';

const id = '01926f3a-7c1e-7b54-9d0e-0000000000aa';
const time = new Date('2026-03-02T10:15:03Z');
const eventOf = (contract: (typeof alertContracts)[number]) => ({
  id,
  type: contract.type,
  source: `/harken/${contract.producer}`,
  subject: '01926f3a-7c1e-7b54-9d0e-000000000003',
  time,
  data: contract.sample,
});

describe.each(alertContracts.map((contract) => [withoutVersion(contract.type), contract] as const))(
  'the alert of %s',
  (type, contract) => {
    const { alert, facets } = alertOfEvent(eventOf(contract));

    it('has the name and the id of its event', () => {
      expect(alert).toMatchObject({ id, type });
      expect(facets.type).toBe(type);
    });

    it('has a complete sentence about what happened', () => {
      expect(alert.summary).toMatch(/^[A-Z].*\.$/);
      expect(alert.summary).not.toMatch(/undefined|null|\[object/);
    });

    it('is thin: no customer ids of the CRM, no names, no free text', () => {
      const json = JSON.stringify(alert);
      expect(json).not.toContain('crm-10042');
      expect(json).not.toContain('externalId');
      expect(json).not.toContain('"by"');
      expect(json).not.toContain('The repair did not hold.');
    });
  },
);

describe('the alert of a complaint', () => {
  it("names its language and the customer's, each by its own name (case 28)", () => {
    const { complaint } = ComplaintOpened.sample;
    const customer = { ...complaint.customer, language: 'th' };
    const data = { ...ComplaintOpened.sample, complaint: { ...complaint, language: 'en', customer } };
    const { alert } = alertOfEvent({ ...eventOf(ComplaintOpened), data });
    expect(alert.data).toMatchObject({ language: 'en', customerLanguage: 'th' });
  });
});

describe('alerts', () => {
  it('exist for every complaint, touchpoint alert and disabled subscription', () => {
    expect(alertTypes).toContain('harken.complaints.complaint-escalated');
    expect(alertTypes).toContain('harken.touchpoints.touchpoint-alert-fired');
    expect(alertTypes).toContain('harken.notifications.subscription-disabled');
    expect(alertTypes).not.toContain('harken.touchpoints.journey-published');
    expect(alertTypes).toContain('harken.complaints.complaint-import-finished');
  });

  it('do not exist for what is history (case 18)', () => {
    expect(alertTypes).not.toContain('harken.complaints.complaint-imported');
    expect(alertTypes).toHaveLength(alertContracts.length);
  });

  it('have an id derived from the event, always the same, when the event has no UUID', () => {
    const [contract] = alertContracts;
    if (!contract) throw new Error('no contracts');
    const odd = { ...eventOf(contract), id: 'evt-17' };
    const first = alertOfEvent(odd).alert.id;
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(alertOfEvent(odd).alert.id).toBe(first);
    expect(alertOfEvent({ ...odd, id: 'evt-18' }).alert.id).not.toBe(first);
  });
});
