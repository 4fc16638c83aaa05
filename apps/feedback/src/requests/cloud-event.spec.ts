import { describe, expect, it } from '@jest/globals';
import { batchType, parseRequest, structuredType } from './cloud-event.ts';

const now = new Date('2026-03-02T10:00:00.000Z');
const event = { specversion: '1.0', id: '1', source: '/crm', type: 'visit', data: { customer: 'c' } };
const structured = (body: unknown) => parseRequest({ 'content-type': structuredType }, body, now).items[0];

describe('the content mode of a request', () => {
  it('depends on the media type, then on the headers', () => {
    expect(parseRequest({ 'content-type': batchType }, [event, event], now)).toMatchObject({
      batch: true,
      items: [{}, {}],
    });
    expect(structured(event)).toMatchObject({ isCloudEvent: true, body: { id: '1', source: '/crm', customer: 'c' } });
    const plain = parseRequest({ 'content-type': 'application/json' }, { id: '1' }, now);
    expect(plain.items[0]).toMatchObject({ isCloudEvent: false, body: { id: '1' } });
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': '%E4%BA%8C',
      'ce-source': '/%25E4%25B8%25AD',
      'ce-type': 'visit',
    };
    const binary = parseRequest({ 'content-type': 'application/json', ...headers }, { customer: 'c' }, now);
    expect(binary.items[0]).toMatchObject({
      isCloudEvent: true,
      body: { id: '二', source: '/%E4%B8%AD', customer: 'c' },
    });
  });

  it('a missing id is a fault, a missing time is the arrival', () => {
    expect(structured({ ...event, id: undefined })).toMatchObject({ problem: { errors: [{ pointer: '/id' }] } });
    expect(structured(event)).toMatchObject({ body: { occurredAt: now.toISOString() } });
    expect(structured(event)).toMatchObject({ arrival: { receivedAt: now, undated: true } });
    expect(structured({ ...event, time: '2026-03-02T10:00:00Z' })).toMatchObject({ arrival: { undated: false } });
    expect(structured({ ...event, data: { occurredAt: 'x' } })).toMatchObject({ body: { occurredAt: 'x' } });
    expect(structured({ ...event, time: 'noon' })).toMatchObject({ body: { occurredAt: 'noon' } });
  });

  it('the envelope wins over source, id and type in the data', () => {
    const lying = { ...event, data: { id: '9', source: 'x', type: 'y', customer: 'c' } };
    expect(structured(lying)).toMatchObject({ body: { id: '1', source: '/crm', type: 'visit' } });
  });
});
