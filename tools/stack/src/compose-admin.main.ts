import { spawn } from 'node:child_process';
import { services } from '@harken/contracts';
import { accessSchema, appOf, ownerOf, roleUrl } from '@harken/local-infrastructure';
import { composeAddresses } from './compose-addresses.ts';

const usage = `Usage: docker compose run --rm admin <command>
  keys issue --role crm --name acme [--person anna] | keys rotate <id> | keys list | keys revoke <id>
  dead-letters <service> list | show | replay | discard ...
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

const [service] = args;
if (command === 'keys') {
  runTool('tools/stack/dist/keys.main.js', args, { ACCESS_OWNER_URL: urlOf(ownerOf(accessSchema)) });
} else if (command === 'dead-letters' && services.some((name) => name === service)) {
  runTool('libs/messaging/dist/dead-letters/dead-letters.main.js', args.slice(1), {
    DATABASE_URL: urlOf(appOf(service ?? '')),
  });
} else if (command === 'republish') {
  const ownerUrls = Object.fromEntries(services.map((name) => [name, urlOf(ownerOf(name))]));
  runTool('tools/stack/dist/republish.main.js', [], { HARKEN_OWNER_URLS: JSON.stringify(ownerUrls) });
} else {
  console.error(usage);
  process.exitCode = 2;
}
