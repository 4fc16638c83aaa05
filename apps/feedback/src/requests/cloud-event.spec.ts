import { describe, expect, it } from '@jest/globals';
import { batchType, deliveryOf, structuredType } from './cloud-event.ts';

const now = new Date('2026-03-02T10:00:00.000Z');
const event = { specversion: '1.0', id: '1', source: '/crm', type: 'visit', data: { customer: 'c' } };
const structured = (body: unknown) => deliveryOf({ 'content-type': structuredType }, body, now).items[0];

describe('the content mode of a request', () => {
  it('is told by its media type, then by its headers', () => {
    expect(deliveryOf({ 'content-type': batchType }, [event, event], now)).toMatchObject({
      batch: true,
      items: [{}, {}],
    });
    expect(structured(event)).toMatchObject({ isEvent: true, body: { id: '1', source: '/crm', customer: 'c' } });
    const plain = deliveryOf({ 'content-type': 'application/json' }, { id: '1' }, now);
    expect(plain.items[0]).toMatchObject({ isEvent: false, body: { id: '1' } });
    const headers = { 'ce-specversion': '1.0', 'ce-id': '%E4%BA%8C', 'ce-source': '/%E4%B8%AD', 'ce-type': 'visit' };
    const binary = deliveryOf({ 'content-type': 'application/json', ...headers }, { customer: 'c' }, now);
    expect(binary.items[0]).toMatchObject({ isEvent: true, body: { id: '二', source: '/%E4%B8%AD', customer: 'c' } });
  });

  it('never lets anything be made up: no id is a fault, no time is the arrival', () => {
    expect(structured({ ...event, id: undefined })).toMatchObject({ problem: { faults: [{ pointer: '/id' }] } });
    expect(structured(event)).toMatchObject({ body: { occurredAt: now.toISOString() } });
    expect(structured({ ...event, data: { occurredAt: 'x' } })).toMatchObject({ body: { occurredAt: 'x' } });
    expect(structured({ ...event, time: 'noon' })).toMatchObject({ body: { occurredAt: 'noon' } });
  });

  it('lets the envelope win over what the data says of source, id and type', () => {
    const lying = { ...event, data: { id: '9', source: 'x', type: 'y', customer: 'c' } };
    expect(structured(lying)).toMatchObject({ body: { id: '1', source: '/crm', type: 'visit' } });
  });
});
