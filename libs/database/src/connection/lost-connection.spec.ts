import { describe, expect, it } from '@jest/globals';
import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { isLostConnection } from './lost-connection.ts';

describe('a lost connection', () => {
  it.each([
    new QueryRunnerAlreadyReleasedError(),
    new QueryRunnerProviderAlreadyReleasedError(),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout expired'),
    new Error('timeout exceeded when trying to connect'),
  ])('is known by what pg and TypeORM say: $message', (error) => {
    expect(isLostConnection(error, undefined)).toBe(true);
  });

  it('is known by the codes of the network', () => {
    expect(isLostConnection(new Error('connect'), 'ECONNREFUSED')).toBe(true);
  });

  it('is not a statement that the database refused', () => {
    expect(isLostConnection(new Error('relation "timers" does not exist'), '42P01')).toBe(false);
  });
});
