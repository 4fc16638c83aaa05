import { pinnedNode, root } from './paths.ts';
import { run } from './processes.ts';
import { withClient } from './provision.ts';
import { accessOwnerUrl } from './service-env.ts';

export const roles = ['crm', 'call_centre', 'handler', 'supervisor', 'manager', 'analyst', 'ops'] as const;

/** One key per role when there is none at all yet: they are shown now and never again. */
export async function firstKeys(adminUrl: string): Promise<Record<string, string> | undefined> {
  const url = accessOwnerUrl(adminUrl);
  const some = await withClient(
    url,
    async (client) => (await client.query('SELECT FROM access.api_keys LIMIT 1')).rowCount,
  );
  if (some) return undefined;
  const { out } = await run(pinnedNode, [`${root}/tools/stack/src/keys.main.ts`, 'issue-first', ...roles], {
    env: { ...process.env, ACCESS_OWNER_URL: url },
  });
  return JSON.parse(out) as Record<string, string>;
}
