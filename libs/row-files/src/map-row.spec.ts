import { describe, expect, it } from '@jest/globals';
import { rowMapper } from './map-row.ts';
import { type Mapping, mappingFaults, plainMapping } from './mapping.ts';
import { readyMappings } from './ready-mappings.ts';

const mapped = (mapping: Mapping, values: Record<string, unknown>) => rowMapper(mapping, Object.keys(values))(values);

describe('a row by a mapping', () => {
  it('needs none where the columns are named after the fields', () => {
    const values = {
      source: 'crm',
      'answers.nps': '7',
      'answers.ratings.0.name': 'cleanliness',
      'answers.ratings.0.value': '4.5',
      history: 'yes',
      occurredAt: '2026-03-02 09:15',
    };
    expect(mapped(plainMapping('feedback', Object.keys(values)), values)).toEqual({
      source: 'crm',
      answers: { nps: 7, ratings: [{ name: 'cleanliness', value: 4.5 }] },
      history: true,
      occurredAt: '2026-03-02T09:15:00.000Z',
    });
  });

  it('leaves out what has no value, and list entries that only constants would fill', () => {
    const mapping: Mapping = {
      kind: 'feedback',
      fields: [
        { field: 'answers.ratings.0.name', constant: 'speed' },
        { field: 'answers.ratings.0.value', columns: ['Speed'] },
        { field: 'answers.ratings.1.name', constant: 'price' },
        { field: 'answers.ratings.1.value', columns: ['Price'] },
        { field: 'method', constant: 'survey' },
      ],
    };
    expect(mapped(mapping, { Speed: ' ', Price: '3' })).toEqual({
      answers: { ratings: [{ name: 'price', value: 3 }] },
      method: 'survey',
    });
    expect(mapped(mapping, { Speed: '' })).toEqual({ method: 'survey' });
  });

  it('translates values, takes the first column with one, and finds columns in any case', () => {
    const mapping: Mapping = {
      kind: 'feedback',
      fields: [
        { field: 'answers.csat', columns: ['Score'], values: { good: 5, bad: 1 }, otherValues: 'leave-out' },
        { field: 'customer', columns: ['External', 'Mail'] },
      ],
    };
    expect(mapped(mapping, { SCORE: 'Good', external: '', mail: 'a@b.test' })).toEqual({
      answers: { csat: 5 },
      customer: 'a@b.test',
    });
    expect(mapped(mapping, { score: 'Offered', external: 'c-1' })).toEqual({ customer: 'c-1' });
  });

  it('reads times in the zone of the mapping, in its formats, and in the years of Thailand', () => {
    const mapping: Mapping = {
      kind: 'feedback',
      zone: 'Asia/Bangkok',
      fields: [{ field: 'occurredAt', columns: ['at'], formats: ['d/M/yyyy H:mm'] }],
    };
    const at = (text: string) => mapped(mapping, { at: text }).occurredAt;
    expect(at('2/3/2026 16:15')).toBe('2026-03-02T09:15:00.000Z');
    expect(at('2/3/2569 16:15')).toBe('2026-03-02T09:15:00.000Z');
    expect(at('2026-03-02 16:15:00 +0700')).toBe('2026-03-02T16:15:00+07:00');
    expect(at('2026-03-02 09:15:00 UTC')).toBe('2026-03-02T09:15:00Z');
    expect(at('31/2/2026 16:15')).toBe('31/2/2026 16:15');
  });

  it('keeps a text that is not of the type, for the check to refuse', () => {
    expect(
      mapped(plainMapping('feedback', ['answers.nps', 'history']), { 'answers.nps': 'seven', history: 'perhaps' }),
    ).toEqual({
      answers: { nps: 'seven' },
      history: 'perhaps',
    });
  });

  it('keeps the other columns where the mapping says so', () => {
    const mapping: Mapping = {
      kind: 'customers',
      fields: [{ field: 'externalId', columns: ['Id'] }],
      otherColumns: 'attributes',
    };
    expect(mapped(mapping, { id: 'c-1', Building: 'Tower 3', Floor: '' })).toEqual({
      externalId: 'c-1',
      attributes: { Building: 'Tower 3' },
    });
  });
});

describe('a mapping', () => {
  it.each(Object.entries(readyMappings))('that is ready has no faults: %s', (_, mapping) => {
    expect(mappingFaults(mapping).all).toEqual([]);
  });

  it('is refused with every fault', () => {
    const faults = mappingFaults({
      kind: 'feedback',
      zone: 'Mars/Base',
      fields: [
        { field: 'source', constant: 'crm' },
        { field: 'source', constant: 'crm' },
        { field: '__proto__.x', columns: ['a'] },
        { field: 'id', columns: [] },
        { field: 'answers', columns: ['a'] },
        { field: 'answers.nps', columns: ['b'], constant: '1' },
      ],
    });
    expect(faults.all.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/fields/1/field repeated',
      '/fields/2/field wrong-format',
      '/fields/3/columns required',
      '/fields/5/constant not-allowed',
      '/fields/4/field not-allowed',
      '/fields required',
      '/fields required',
      '/zone unknown',
    ]);
  });

  it.each([
    [
      'zendesk',
      {
        Id: '42',
        'Requester id': '7',
        Via: 'Mail',
        Subject: 'No keys',
        'Satisfaction Score': 'Bad',
        'Created at': '2024-03-02 09:15',
      },
    ],
    [
      'salesforce',
      {
        'Case Number': '42',
        'Contact ID': '7',
        'Case Origin': 'Phone',
        Subject: 'No keys',
        'Date/Time Opened': '3/2/2024 9:15 AM',
      },
    ],
    [
      'hubspot',
      {
        'Ticket ID': '42',
        'Associated Contact IDs': '7',
        Source: 'Chat',
        'Ticket name': 'No keys',
        'Create date': '2024-03-02 09:15',
      },
    ],
    [
      'survey',
      { 'Response ID': '42', 'Customer ID': '7', NPS: '2', Comment: 'No keys', 'End Date': '3/2/2024 9:15:00 AM' },
    ],
  ])('reads an export of %s', (name, values) => {
    const mapping = readyMappings[name] as Mapping;
    expect(mapped(mapping, values)).toMatchObject({ id: '42', customer: '7', text: 'No keys' });
    expect(new Date(String(mapped(mapping, values).occurredAt)).toISOString()).toBe('2024-03-02T09:15:00.000Z');
  });
});
