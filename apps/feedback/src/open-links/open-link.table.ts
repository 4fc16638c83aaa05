import { EntitySchema } from 'typeorm';
import type { OpenLink } from './open-link.ts';

export const OpenLinkTable = new EntitySchema<OpenLink>({
  name: 'OpenLink',
  tableName: 'open_links',
  columns: {
    id: { type: 'text', primary: true },
    slug: { type: 'text' },
    programme: { type: 'text' },
    touchpoint: { type: 'text', nullable: true },
    channel: { type: 'text', nullable: true },
    phase: { type: 'text', nullable: true },
    campaign: { type: 'text', nullable: true },
    product: { type: 'text', nullable: true },
    location: { type: 'text', nullable: true },
    active: { type: 'boolean' },
    version: { type: 'integer' },
    updatedAt: { name: 'updated_at', type: 'timestamptz' },
    updatedBy: { name: 'updated_by', type: 'text' },
  },
});
