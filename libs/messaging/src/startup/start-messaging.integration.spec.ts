import { ComplaintOpened } from '@harken/contracts';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { currentTraceparent, on, type ReceivedEvent, withTraceparent } from '../index.ts';
import { opened, Rig } from './rig.fixture.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

jest.setTimeout(40_000);

describe('from the commit of one service to the handler of the next', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());

  it('carries the event as it was decided, and its trace', async () => {
    const seen: { event: ReceivedEvent; ambient: string | undefined }[] = [];
    await rig.start([
      on(ComplaintOpened, async (event) => {
        seen.push({ event, ambient: currentTraceparent() });
      }),
    ]);
    await withTraceparent(traceparent, () => rig.publish(opened('c1', 'n')));
    await eventually(() => seen.length === 1);
    expect(seen[0]?.event).toMatchObject({
      type: ComplaintOpened.type,
      subject: 'c1',
      source: '/harken/complaints',
      data: opened('c1', 'n').data,
      traceparent,
    });
    expect(seen[0]?.ambient).toBe(traceparent);
  });
});
