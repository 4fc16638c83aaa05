import { services } from '@harken/contracts';
import type { StackSettings } from './settings.ts';

/** What `npm start` says at its end. */
export function welcome(
  settings: StackSettings,
  keys: Readonly<Record<string, string>> | undefined,
  seconds: number,
): string {
  const address = (port: number) => `http://127.0.0.1:${port}`;
  const lines = services.map((name) => `  ${name.padEnd(14)} ${address(settings.services[name].port)}/docs`);
  const keyLines = keys
    ? [
        '',
        'A key for each role, shown this once:',
        ...Object.entries(keys).map(([role, key]) => `  ${role.padEnd(14)} ${key}`),
      ]
    : ['', 'Keys: npm run keys -- list, npm run keys -- issue --role crm --name acme'];
  return [
    '',
    `Harken is ready (${seconds.toFixed(1)} s).`,
    ...lines,
    ...keyLines,
    '',
    'Next: npm run setup    tells Harken who you are: people, teams, levels, deadlines (docs/first-steps.md)',
    '',
    'Try it:',
    request(
      address(settings.services.feedback.port),
      keys?.crm ?? '$(npm run -s keys -- issue --role crm --name try-$(date +%s))',
    ),
    '',
    'Logs: npm run logs -- complaints     Stop: Ctrl-C',
  ].join('\n');
}

const request = (url: string, key: string): string => `curl -sS ${url}/v1/feedback \\
  -H "Authorization: Bearer ${key}" -H 'Content-Type: application/json' -d '{
    "source": "try", "id": "'"$(date +%s)"'", "customer": "anna", "method": "survey", "touchpoint": "handover",
    "answers": { "nps": 1 }, "text": "Nobody called me back for two weeks.", "language": "en",
    "occurredAt": "'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'" }'`;
