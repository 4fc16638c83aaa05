import { describe, expect, it } from '@jest/globals';
import { sseFrame, sseHeartbeat, sseOpening } from './sse-frame.ts';

interface Parsed {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** The algorithm of the HTML standard, as short as it goes. */
function parse(...frames: string[]) {
  const events: Parsed[] = [];
  const retries: number[] = [];
  const comments: string[] = [];
  let [id, event, data] = ['', '', [] as string[]];
  for (const line of frames.join('').split(/\r\n|\r|\n/)) {
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (line === '') {
      if (data.length > 0) events.push({ id, event, data: data.join('\n') });
      [event, data] = ['', []];
    } else if (name === '') comments.push(value);
    else if (name === 'id') id = value;
    else if (name === 'event') event = value;
    else if (name === 'data') data.push(value);
    else if (name === 'retry') retries.push(Number(value));
  }
  return { events, retries, comments };
}

describe('a frame of the stream', () => {
  it('carries id, event and data', () => {
    expect(parse(sseFrame({ id: '7-20260302', event: 'a.b', data: '{"x":1}' })).events).toEqual([
      { id: '7-20260302', event: 'a.b', data: '{"x":1}' },
    ]);
  });

  it('keeps line breaks of the data', () => {
    expect(parse(sseFrame({ id: '1', event: 'e', data: 'one\ntwo\r\nthree' })).events[0]?.data).toBe('one\ntwo\nthree');
  });

  it('cannot be broken out of by an id or a name', () => {
    const { events } = parse(sseFrame({ id: '1\ndata: forged', event: 'e\r\n\r\ndata: forged', data: 'real' }));
    expect(events).toHaveLength(1);
    expect(events[0]?.data).toBe('real');
  });

  it('opens with the reconnection time, and heartbeats are comments', () => {
    const { events, retries, comments } = parse(sseOpening(2000, '7-20260302'), sseHeartbeat);
    expect(events).toEqual([]);
    expect(retries).toEqual([2000]);
    expect(comments).toHaveLength(1);
  });
});
