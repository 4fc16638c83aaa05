import { EntitySchema } from 'typeorm';
import type { Subscription } from './subscription.ts';

export const subscriptionTable = new EntitySchema<Subscription>({
  name: 'subscription',
  tableName: 'subscriptions',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'integer' },
    name: { type: 'text' },
    clientId: { type: 'uuid', name: 'client_id' },
    owner: { type: 'text' },
    ownerRoles: { type: 'text', array: true, name: 'owner_roles' },
    filter: { type: 'jsonb' },
    delivery: { type: 'jsonb' },
    status: { type: 'text' },
    disabledReason: { type: 'text', name: 'disabled_reason', nullable: true },
    disabledAt: { type: 'timestamptz', name: 'disabled_at', nullable: true },
    secret: { type: 'text', nullable: true },
    previousSecret: { type: 'text', name: 'previous_secret', nullable: true },
    previousSecretUntil: { type: 'timestamptz', name: 'previous_secret_until', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    updatedAt: { type: 'timestamptz', name: 'updated_at' },
  },
});
