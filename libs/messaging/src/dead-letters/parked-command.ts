import { parseArgs } from 'node:util';
import { Invalid } from '@harken/errors';
import type { DataSource } from 'typeorm';
import {
  discardParked,
  listParked,
  type ParkedRow,
  replayAllParked,
  replayParked,
  showParked,
} from './parked-events.ts';

export const parkedUsage = `list                          what waits, by key and in order
show <id>                     one event with its headers and its payload
replay <id> | --all           work its whole key again, in order
discard <id> --reason <text>  give it up for good`;

/** Runs one operator's command on the database of one service. Throws Invalid with the usage when it is none. */
export async function parkedCommand(
  dataSource: DataSource,
  args: readonly string[],
  print: (line: string) => void,
): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { all: { type: 'boolean' }, reason: { type: 'string' } },
  });
  const [command, id = ''] = positionals;
  if (command === 'list') for (const row of await listParked(dataSource)) print(line(row));
  else if (command === 'show') print(full(await showParked(dataSource, id)));
  else if (command === 'replay' && values.all) print(`${await replayAllParked(dataSource)} events will be replayed`);
  else if (command === 'replay') print(`${await replayParked(dataSource, id)} events of the key will be replayed`);
  else if (command === 'discard') {
    const left = await discardParked(dataSource, id, values.reason ?? '');
    print(left === 0 ? 'discarded; its key flows again' : `discarded; ${left} of its key still wait for a replay`);
  } else throw new Invalid('parked.unknown-command', parkedUsage);
}

function line(row: ParkedRow): string {
  const { id, parked_at, topic, key, type, error_code, error_text, tries } = row;
  const replay = row.replay_requested_at ? '  (replay asked for)' : '';
  const what = `${id.padStart(6)}  ${parked_at.toISOString()}  ${topic}  ${key ?? '-'}  ${type ?? '-'}`;
  return `${what}  ${error_code}: ${error_text} (${tries} tries)${replay}`;
}

function full(row: ParkedRow): string {
  const headers = Object.entries(row.headers).map(([name, value]) => `  ${name}: ${value}`);
  const place = `at ${row.topic}/${row.partition}/${row.offset}`;
  return [line(row), place, ...headers, row.payload.toString('utf8')].join('\n');
}
