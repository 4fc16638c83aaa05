import { services } from '@harken/contracts';
import { databaseSslFrom } from '@harken/database';
import { RelayRuns, republish } from './republish.ts';

// The services are stopped while it runs; the relays begin anew when they are started.
const urls = JSON.parse(process.env.HARKEN_OWNER_URLS ?? '{}') as Record<string, string>;

try {
  for (const service of services) {
    console.log(
      `${service}: ${await republish(service, urls[service] ?? '', databaseSslFrom(process.env))} events will be published again`,
    );
  }
} catch (error) {
  if (!(error instanceof RelayRuns)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
