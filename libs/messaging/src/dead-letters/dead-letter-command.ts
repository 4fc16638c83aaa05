import { parseArgs } from 'node:util';
import { Invalid } from '@harken/errors';
import type { DataSource } from 'typeorm';
import type { DeadLetterRow } from './dead-letter-row.ts';
import {
  discardDeadLetter,
  listDeadLetters,
  replayAllDeadLetters,
  replayDeadLetter,
  showDeadLetter,
} from './manage-dead-letters.ts';

export const deadLetterUsage = `list                          dead letters by key, in order
show <id>                     one event with its headers and its payload
replay <id> | --all           process its whole key again, in order
discard <id> --reason <text>  discard it for good`;

/** Runs one operator's command on the database of one service. Throws Invalid with the usage for an unknown command. */
export async function deadLetterCommand(
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
  if (command === 'list') {
    const rows = await listDeadLetters(dataSource);
    if (rows.length === 0) print('no dead letters');
    for (const row of rows) print(line(row));
  } else if (command === 'show') print(full(await showDeadLetter(dataSource, id)));
  else if (command === 'replay' && values.all)
    print(`${await replayAllDeadLetters(dataSource)} events will be replayed`);
  else if (command === 'replay') print(`${await replayDeadLetter(dataSource, id)} events of the key will be replayed`);
  else if (command === 'discard') {
    const left = await discardDeadLetter(dataSource, id, values.reason ?? '');
    print(
      left === 0 ? 'discarded; its key is processed again' : `discarded; ${left} of its key still wait for a replay`,
    );
  } else throw new Invalid('dead-letter.unknown-command', deadLetterUsage);
}

function line(row: DeadLetterRow): string {
  const { id, dead_lettered_at, topic, key, type, error_code, error_text, tries } = row;
  const replay = row.replay_requested_at ? '  (replay asked for)' : '';
  const what = `${id.padStart(6)}  ${dead_lettered_at.toISOString()}  ${topic}  ${key ?? '-'}  ${type ?? '-'}`;
  return `${what}  ${error_code}: ${error_text} (${tries} tries)${replay}`;
}

function full(row: DeadLetterRow): string {
  const headers = Object.entries(row.headers).map(([name, value]) => `  ${name}: ${value}`);
  const place = `at ${row.topic}/${row.partition}/${row.offset}`;
  return [line(row), place, ...headers, row.payload.toString('utf8')].join('\n');
}
