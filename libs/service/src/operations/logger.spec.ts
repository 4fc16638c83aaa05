import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { createLogger } from './logger.ts';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('complaints', 'info', { write: (line: string) => void lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('describes the error without the values of the query', () => {
    const driver = Object.assign(new Error('invalid input syntax for type uuid: "Somchai"'), { code: '22P02' });
    const line = logged((logger) => logger.error({ err: new QueryFailedError('insert', ['Somchai'], driver) }, 'oops'));
    expect(line).not.toContain('Somchai');
    expect(JSON.parse(line)).toMatchObject({
      service: 'complaints',
      level: 'error',
      msg: 'oops',
      err: { code: '22P02' },
    });
  });

  it('hides keys and texts that slip in', () => {
    const line = logged((logger) =>
      logger.info({ authorization: 'Bearer hk_x', complaint: { text: 'my address' } }, 'x'),
    );
    expect(line).not.toMatch(/hk_x|my address/);
  });
});
