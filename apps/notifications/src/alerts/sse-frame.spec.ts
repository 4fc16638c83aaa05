import { describe, expect, it } from '@jest/globals';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { sseFrame, sseHeartbeat, sseOpening } from './sse-frame.ts';

function parse(...frames: string[]) {
  const events: EventSourceMessage[] = [];
  const retries: number[] = [];
  const comments: string[] = [];
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onRetry: (ms) => retries.push(ms),
    onComment: (comment) => comments.push(comment),
  });
  for (const frame of frames) parser.feed(frame);
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

  it('opens with how soon to come back, and heartbeats are comments', () => {
    const { events, retries, comments } = parse(sseOpening(2000, '7-20260302'), sseHeartbeat);
    expect(events).toEqual([]);
    expect(retries).toEqual([2000]);
    expect(comments).toHaveLength(1);
  });
});
