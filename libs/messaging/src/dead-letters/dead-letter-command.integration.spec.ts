import { Invalid, NotFound } from '@harken/errors';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textHeaders } from '../events/parse-message.ts';
import { Rig, received } from '../startup/rig.fixture.ts';
import { addDeadLetters } from './dead-letter.store.ts';
import { deadLetterCommand } from './dead-letter-command.ts';

describe('the commands for dead letters', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
    const message = received('k1', '1');
    const deadLetter = {
      message: {
        topic: 'feedback.events',
        partition: 0,
        offset: '7',
        key: 'k1',
        headers: textHeaders(message.headers),
        value: Buffer.from(String(message.value)),
      },
      eventId: null,
      failure: { code: 'rule.broken', text: 'It does not fit.' },
      tries: 1,
    };
    await rig.dataSource.transaction((tx) => addDeadLetters(tx, 'complaints', [deadLetter]));
  });
  afterAll(() => rig.close());

  const run = async (...args: string[]): Promise<string> => {
    const lines: string[] = [];
    await deadLetterCommand(rig.dataSource, args, (line) => lines.push(line));
    return lines.join('\n');
  };

  it('list and show dead letters and their errors', async () => {
    expect(await run('list')).toMatch(/ 1 .*feedback\.events {2}k1 .*rule\.broken: It does not fit\. \(1 tries\)/);
    expect(await run('show', '1')).toMatch(/at feedback\.events\/0\/7[\s\S]*ce_type: harken[\s\S]*"complaint":/);
  });

  it('ask for a replay of the key', async () => {
    expect(await run('replay', '1')).toBe('1 events of the key will be replayed');
    expect(await run('list')).toContain('replay asked for');
  });

  it('discard only with a reason', async () => {
    await expect(run('discard', '1')).rejects.toThrow(Invalid);
    expect(await run('discard', '1', '--reason', 'a test message')).toBe('discarded; its key is processed again');
    expect(await run('list')).toBe('no dead letters');
    await expect(run('replay', '1')).rejects.toThrow(NotFound);
  });

  it('print the usage for an unknown command', async () => {
    await expect(run('bury', '1')).rejects.toThrow(/replay <id>/);
  });
});
