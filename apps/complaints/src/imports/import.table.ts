import { EntitySchema } from 'typeorm';

/** Which complaint came of which item, and its content. */
export interface ImportedItem {
  readonly complaintId: string;
  readonly source: string;
  /** Its id at the source. */
  readonly externalId: string;
  readonly importId: string;
  readonly digest: string;
}

export const ImportedItemTable = new EntitySchema<ImportedItem>({
  name: 'ImportedItem',
  tableName: 'imported_complaints',
  columns: {
    complaintId: { type: 'uuid', primary: true, name: 'complaint_id' },
    source: { type: 'text' },
    externalId: { type: 'text', name: 'external_id' },
    importId: { type: 'text', name: 'import_id' },
    digest: { type: 'text' },
  },
});
