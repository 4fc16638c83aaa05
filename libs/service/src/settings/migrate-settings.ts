import { setting } from './setting.ts';
import { defineSettings } from './settings.ts';

/** Settings of the commands that change tables or keys; a running service never has them. */
export const migrateSettings = defineSettings({
  DATABASE_OWNER_URL: setting.secretUrl({
    protocols: ['postgres', 'postgresql'],
    meaning: "PostgreSQL, as the owner of the service's schema; only `migrate` needs it.",
  }),
  ACCESS_OWNER_URL: setting.secretUrl({
    optional: true,
    protocols: ['postgres', 'postgresql'],
    meaning: 'PostgreSQL, as the owner of the schema `access`: `migrate` makes its table, `npm run keys` writes it.',
  }),
});
