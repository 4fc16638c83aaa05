import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { testStack } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Pool } from 'pg';
import { setSocketTimeout } from './socket-timeout.ts';

describe('a database whose host vanishes', () => {
  const passing = new Set<Socket>();
  let relay: Server;
  let pool: Pool;
  // From now on nothing passes on the connections there are; they stay open.
  const mute = () => {
    for (const socket of passing) socket.unpipe().pause();
  };

  beforeAll(async () => {
    const { hostname, port, username, password } = new URL((await testStack()).postgres.adminUrl);
    relay = createServer((client) => {
      const server = connect(Number(port), hostname);
      client.pipe(server).pipe(client);
      for (const socket of [client, server]) {
        passing.add(socket);
        socket.on('error', () => socket.destroy()).once('close', () => passing.delete(socket));
      }
    }).listen(0, '127.0.0.1');
    await once(relay, 'listening');
    pool = new Pool({
      host: '127.0.0.1',
      port: (relay.address() as AddressInfo).port,
      user: username,
      password: decodeURIComponent(password),
      database: 'postgres',
      max: 1,
      onConnect: (client: unknown) => setSocketTimeout(client, 300),
    } as ConstructorParameters<typeof Pool>[0]);
    pool.on('error', () => undefined); // The pool reports the error again after the query has failed.
  });
  afterAll(async () => {
    await pool.end();
    for (const socket of passing) socket.destroy();
    relay.close();
  });

  const answer = async () => (await pool.query('SELECT 1 AS one')).rows;

  it('keeps idle connections open', async () => {
    const client = await pool.connect();
    const ended = jest.fn();
    client.on('end', ended);
    await setTimeout(700);
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    client.release();
    expect(ended).not.toHaveBeenCalled();
  });

  it('has its connection closed, and the next connection works', async () => {
    expect(await answer()).toEqual([{ one: 1 }]);
    mute();
    await expect(answer()).rejects.toThrow(/^Connection terminated: the database said nothing/);
    expect(await answer()).toEqual([{ one: 1 }]);
  });
});
