import { spawn } from 'node:child_process';
import { services } from '@harken/contracts';
import { composeAddresses } from './compose-addresses.ts';
import { roleUrl, withClient } from './provision.ts';
import { accessSchema, appOf, ownerOf } from './roles.ts';

const usage = `Usage: docker compose run --rm admin <command>
  keys issue --role crm --name acme | keys list | keys revoke <id>
  parked <service> list | show | replay | discard ...
  republish                      sends what the outboxes hold again, for a Kafka that came back empty`;

const addresses = composeAddresses();
const urlOf = (role: string): string => roleUrl(addresses, role);
const [command = '', ...args] = process.argv.slice(2);

function runTool(script: string, toolArgs: readonly string[], env: NodeJS.ProcessEnv): void {
  const child = spawn(process.execPath, [script, ...toolArgs], { stdio: 'inherit', env: { ...process.env, ...env } });
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

/** Readers drop what they have worked before: their inboxes are kept at least as long as the outboxes. */
async function republish(): Promise<void> {
  for (const service of services) {
    await withClient(urlOf(ownerOf(service)), async (client) => {
      const { rows } = await client.query<{ events: string }>('SELECT count(*) AS events FROM outbox');
      await client.query('UPDATE outbox_cursor SET horizon = 0, seq = 0');
      console.log(`${service}: ${rows[0]?.events} events will be published again`);
    });
  }
}

const [service] = args;
if (command === 'keys') {
  runTool('tools/stack/dist/keys.main.js', args, { ACCESS_OWNER_URL: urlOf(ownerOf(accessSchema)) });
} else if (command === 'parked' && services.some((name) => name === service)) {
  runTool('libs/messaging/dist/parked.main.js', args.slice(1), { DATABASE_URL: urlOf(appOf(service ?? '')) });
} else if (command === 'republish') {
  await republish();
} else {
  console.error(usage);
  process.exitCode = 2;
}
