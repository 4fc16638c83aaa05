import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { services, topics } from '@harken/contracts';
import { databaseSslFrom, tlsOptions } from '@harken/database';
import { accessSchema, ownerOf, provision } from '@harken/local-infrastructure';
import { ensureTopics } from '@harken/messaging';
import { kafkaSecurityOf, kafkaSecuritySettings, readSettings } from '@harken/service';
import { composeAddresses } from './compose-addresses.ts';

// The job before the services: roles and schemas, migrations, topics. Each run changes only what is missing.
const run = promisify(execFile);
const { adminUrl, database, passwordOf, brokers } = composeAddresses();

const say = (text: string): void => {
  process.stdout.write(`setup: ${text}\n`);
};

const kafka = { brokers, ...kafkaSecurityOf(readSettings(kafkaSecuritySettings, process.env)) };
const ssl = tlsOptions(databaseSslFrom(process.env));
const { urlOf } = await provision({ adminUrl, database, services, passwordOf, ssl });
say(`database ${database} with ${services.length} schemas`);

for (const service of services) {
  const { stdout } = await run(process.execPath, [`apps/${service}/dist/main.js`, 'migrate'], {
    env: {
      ...process.env,
      DATABASE_OWNER_URL: urlOf(ownerOf(service)),
      ACCESS_OWNER_URL: urlOf(ownerOf(accessSchema)),
    },
  });
  say(`${service} migrated${stdout.trim() && `: ${stdout.trim().split('\n').at(-1)}`}`);
}

await ensureTopics(kafka, topics, process.env.KAFKA_TOPIC_PREFIX ?? '');
say(`${topics.length} topics`);
