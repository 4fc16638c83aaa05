import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inHome, secretFile } from '@harken/local-infrastructure';
import { findSystem } from '@harken/simulator';
import { CompanyFault, readCompany } from './company.ts';
import { deadEnds, readSetUp } from './dead-ends.ts';
import { askForCompany, askOnTerminal } from './questions.ts';
import { type ApiOf, type Result, setUp } from './set-up.ts';

const usage = `Usage: npm run setup -- [--file examples/companies/property-developer.yaml] [--check]
Without a file it asks. --check only says what still leads nowhere; it ends with 1 if anything does.`;

const marks = { created: '+', changed: '~', unchanged: '=', unknown: '?' } as const;
const say = (text: string): void => console.log(text);

/**
 * The key of the local stack's setup, kept beside its passwords: the first webhook belongs to this client, so it would
 * end with a key that is revoked, and the next setup would not see it.
 */
const ownKey = (): string =>
  secretFile(inHome('secrets', 'setup_key'), () => {
    const tool = resolve(import.meta.dirname, '../../stack/src/keys.main.ts');
    const args = [tool, 'issue', '--role', 'ops', '--name', 'setup'];
    return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  });

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { file: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const { file, check = false, help = false } = values;
  if (help || (!check && file === undefined && !process.stdin.isTTY)) {
    console.error(usage);
    return help ? 0 : 2;
  }
  const company = check ? undefined : file ? readCompany(file) : await askOnTerminal(askForCompany);
  const { HARKEN_SYSTEM = JSON.stringify({ keys: { ops: ownKey() } }) } = process.env;
  const system = await findSystem('setup', ['ops'], { ...process.env, HARKEN_SYSTEM });
  try {
    const api: ApiOf = (service) => system.api(service, 'ops');
    if (company) await apply(setUp(company, api), company.company);
    return await report(api, check);
  } finally {
    await system.close();
  }
}

async function apply(results: AsyncIterable<Result>, company: string): Promise<void> {
  const counts = { created: 0, changed: 0, unchanged: 0, unknown: 0 };
  for await (const { name, outcome, details } of results) {
    counts[outcome] += 1;
    say(`${marks[outcome]} ${name.padEnd(40)} ${outcome}${details ? `: ${details}` : ''}`);
  }
  const { created, changed, unchanged, unknown } = counts;
  const leftOut = unknown > 0 ? `, ${unknown} left out` : '';
  say(`\n${company}: ${created} created, ${changed} changed, ${unchanged} unchanged${leftOut}.`);
}

/** What still leads nowhere. After a setup it is advice; with --check it decides how the command ends. */
async function report(api: ApiOf, check: boolean): Promise<number> {
  const ends = deadEnds(await readSetUp(api));
  if (ends.length === 0) say('Everything leads somewhere.');
  else say(`\nStill leading nowhere:\n${ends.map((end) => `- ${end}`).join('\n')}`);
  return check && ends.length > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error: Error) => {
  const refused = /ECONNREFUSED/.test(`${error.message} ${(error as { code?: string }).code}`);
  if (error instanceof CompanyFault || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'))
    console.error(error.message);
  else console.error(refused ? 'Harken does not answer: is it running (npm start)?' : error);
  return 2;
});
