import { ComplaintClosed, ComplaintOpened, ComplaintResolved } from '@harken/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bySubscribedType } from '../events/parse-message.ts';
import { onBatch, type ReceivedEvent } from '../events/subscription.ts';
import { handlerCallsOf } from './handler-calls.ts';

const nothing = async () => undefined;
const opened = onBatch(ComplaintOpened, nothing);
const ends = onBatch([ComplaintResolved, ComplaintClosed], nothing);
const subscriptions = bySubscribedType([opened, ends]);
const types = [ComplaintOpened.type, ComplaintResolved.type, ComplaintClosed.type] as const;

let offset = 0;
const event = (type: string, subject: string): ReceivedEvent => ({
  id: String(++offset),
  type,
  source: '/harken/complaints',
  subject,
  time: new Date(0),
  data: null,
  topic: 'complaints.events',
  partition: 0,
  offset: String(offset),
});

describe('handler calls', () => {
  it('let events of different keys pass each other, so that each subscription is called once', () => {
    const mixed = ['a', 'b', 'c'].flatMap((key) => types.map((type) => event(type, key)));
    const calls = handlerCallsOf(mixed, subscriptions);
    expect(calls.map((call) => call.subscriptions)).toEqual([[opened], [ends]]);
    expect(calls.map(({ events }) => events.length)).toEqual([3, 6]);
  });

  it('never let an event pass an earlier one of its key', () => {
    const back = [types[1], types[0], types[2]].map((type) => event(type, 'a'));
    expect(handlerCallsOf(back, subscriptions).map((call) => call.subscriptions)).toEqual([[ends], [opened], [ends]]);
  });

  it('keep every event once and the order of every key, whatever comes', () => {
    const anyEvent = fc.record({ type: fc.constantFrom(...types), key: fc.constantFrom('a', 'b', 'c', 'd') });
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (chosen) => {
        const events = chosen.map(({ type, key }) => event(type, key));
        const after = handlerCallsOf(events, subscriptions).flatMap((run) => run.events);
        const ofKey = (list: readonly ReceivedEvent[], key: string) => list.filter(({ subject }) => subject === key);
        expect(after).toHaveLength(events.length);
        for (const key of ['a', 'b', 'c', 'd']) expect(ofKey(after, key)).toEqual(ofKey(events, key));
      }),
    );
  });
});
