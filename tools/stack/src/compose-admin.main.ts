import { spawn } from 'node:child_process';
import { composeAddresses } from './compose-addresses.ts';
import { roleUrl } from './provision.ts';
import { accessSchema, ownerOf } from './roles.ts';

// `docker compose run --rm admin keys issue --role crm --name acme`, `... admin parked list`.
const tools: Readonly<Record<string, string>> = {
  keys: 'tools/stack/dist/keys.main.js',
  parked: 'libs/messaging/dist/parked/parked.main.js',
};
const [tool = '', ...args] = process.argv.slice(2);
const script = tools[tool];
if (!script) {
  process.stderr.write(`Usage: admin ${Object.keys(tools).join('|')} ...\n`);
  process.exit(2);
}
const addresses = composeAddresses();
const child = spawn(process.execPath, [script, ...args], {
  stdio: 'inherit',
  env: { ...process.env, ACCESS_OWNER_URL: roleUrl(addresses, ownerOf(accessSchema)) },
});
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
