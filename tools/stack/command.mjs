// Loaded before a command of package.json: its --help, its settings from .env as `npm start` has them, and its mistakes
// as a sentence instead of a stack trace.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asksForHelp, usages } from './usages.mjs';

const usage = usages[process.env.npm_lifecycle_event];
if (usage && asksForHelp(process.argv.slice(2))) {
  console.log(usage);
  process.exit(0);
}

const envFile = join(resolve(import.meta.dirname, '../..'), '.env');
if (existsSync(envFile)) process.loadEnvFile(envFile);

process.on('uncaughtException', (error) => {
  if (error?.code?.startsWith('ERR_PARSE_ARGS')) console.error(`${error.message}\n\n${usage}`);
  else if (error?.code === 'ERR_MODULE_NOT_FOUND' && /@harken|dist/.test(error.message))
    console.error('Harken is not built yet: run `npm start` first.');
  else console.error(error);
  process.exit(2);
});
