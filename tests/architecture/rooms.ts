import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser';

/**
 * The rooms of each service and lib, in order: a room imports only rooms above it in its list. A room is a folder,
 * a sub-room a folder in it with its own place in the list. Files beside `main.ts` are wiring: they may import every
 * room; of them a room may import settings (`<app>.config.ts`) and `roles.ts` only. Specs are free.
 */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  'apps/feedback/src': [
    'requests',
    'customers',
    'programmes',
    'invitations',
    'messages',
    'interactions',
    'text-reader',
    'classification/text-model',
    'classification',
    'themes',
    'second-looks/queue',
    'feedback',
    'themes/reassignment',
    'themes/proposals',
    'second-looks',
    'triage',
    'open-links',
    'answering/wording',
    'answering',
    'intake',
    'corrections',
    'conversations',
    'imports',
    'timeline',
    'simulation',
  ],
  'apps/complaints/src': [
    'text',
    'recomputation',
    'calendars',
    'people',
    'teams',
    'people/commands',
    'policies/compensation-limits',
    'policies/causes',
    'policies/duplicate-policy',
    'policies/message-policy',
    'policies/routing-rules',
    'policies/management-levels',
    'policies/response-policy',
    'complaint',
    'complaint/history',
    'complaint/sla',
    'complaint/escalation',
    'complaint/decide',
    'complaint/storage',
    'complaint/execute',
    'complaint/response',
    'assignment',
    'customers',
    'problems',
    'duplicates',
    'compensation',
    'satisfaction',
    'intake',
    'messages',
    'imports',
    'commands',
    'commands/escalations',
    'commands/timers',
    'simulation',
    'read',
    'read/boards',
    'read/file',
    'read/trouble-tickets',
  ],
  'apps/touchpoints/src': [
    'metrics',
    'detection',
    'map',
    'problems',
    'problems/counting',
    'problems/scanning',
    'problems/commands',
    'standards',
    'monitors',
    'promise',
    'measurements',
    'compliance',
    'unmapped-touchpoints',
    'health',
    'silences',
    'alerts',
    'silences/commands',
    'monitors/evaluation',
    'standards/reports',
    'monitors/commands',
    'monitors/reports',
    'standards/commands',
    'standards/proposals',
    'overview',
  ],
  'apps/analytics/src': [
    'generations',
    'figures',
    'journeys',
    'scores',
    'themes',
    'experience/factors',
    'experience/gaps',
    'experience/drivers',
    'experience/changes',
    'complaints/facts',
    'complaints/cells',
    'complaints/figures',
    'experience/patterns',
    'values/facts',
    'values/rules',
    'values/standing',
    'values/lists',
    'values/business',
    'initiatives',
    'improvement/plans',
    'improvement/cycles',
    'rebuild',
  ],
  'apps/notifications/src': [
    'alerts',
    'alerts/log',
    'alerts/feed',
    'channels',
    'webhooks',
    'email',
    'deliveries/queue',
    'subscriptions',
    'deliveries',
    'subscriptions/commands',
    'alerts/recording',
  ],
  'libs/database/src': ['transactions', 'connection', 'statements', 'tables'],
  'libs/messaging/src': [
    'observability',
    'loops',
    'kafka',
    'events',
    'tables',
    'outbox',
    'relay',
    'inbox',
    'dead-letters',
    'processing',
    'replay',
    'consumer',
    'rebuild',
    'startup',
  ],
  'libs/service/src': [
    'time',
    'csv',
    'settings',
    'operations',
    'validation',
    'definition',
    'access/keys',
    'access/tokens',
    'http/request',
    'paging',
    'access',
    'http/response',
    'tables',
    'idempotency',
    'documents',
    'commands',
    'openapi',
    'http/server',
    'startup',
  ],
};

/** The most source files in one folder; specs do not count. */
export const maxFilesInRoom = 25;

const testFile = '\\.(spec|fixture|builder)\\.ts$';
const literal = (text: string): string => text.replace(/[/.]/g, '\\$&');
const nameOf = (root: string): string => root.replace(/^(apps|libs)\/([^/]+)\/src$/, '$2');

/** One rule per service and lib, `rooms-of-<name>`, made of one part per room. */
export function roomRules(root: string, list: readonly string[]): IForbiddenRuleType[] {
  const name = `rooms-of-${nameOf(root)}`;
  const room = (folder: string): string => `^${literal(`${root}/${folder}`)}/[^/]+$`;
  const wiring = `^${literal(root)}/[^/]+\\.ts$`;
  return list.map((folder, at) => ({
    name,
    severity: 'error' as const,
    from: { path: room(folder), pathNot: testFile },
    to: {
      path: [...list.slice(at + 1).map(room), wiring],
      pathNot: `^${literal(root)}/([^/]+\\.config|roles)\\.ts$`,
    },
  }));
}

/** Folders with source files under a root, as they stand on the disk; migrations are no room. */
export function foldersOf(top: string, root: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of readdirSync(join(top, root), { recursive: true, withFileTypes: true })) {
    const folder = relative(join(top, root), entry.parentPath);
    if (!entry.isFile() || !entry.name.endsWith('.ts') || new RegExp(testFile).test(entry.name)) continue;
    if (folder === 'migrations') continue;
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

/** What the lists and the folders do not agree on, and folders with too many files. */
export function roomFaults(counts: ReadonlyMap<string, number>, list: readonly string[]): string[] {
  const known = new Set(list);
  return [
    ...[...counts.keys()].filter((folder) => folder !== '' && !known.has(folder)).map((f) => `${f} is not listed`),
    ...list.filter((folder) => !counts.has(folder)).map((folder) => `${folder} has no files`),
    ...[...counts].filter(([, n]) => n > maxFilesInRoom).map(([folder, n]) => `${folder || 'src'} holds ${n} files`),
  ];
}

/** Imports of modules inside a root that lead to a room further down the list. */
export function upwardImports({ modules }: ICruiseResult, root: string): number {
  const name = `rooms-of-${nameOf(root)}`;
  return modules
    .flatMap(({ dependencies }) => dependencies)
    .filter(({ rules }) => rules?.some((rule) => rule.name === name)).length;
}
