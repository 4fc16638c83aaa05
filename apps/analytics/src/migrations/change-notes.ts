/**
 * The functions that note changes of complaints, for these columns of `complaint_facts`: whoever adds a column that is
 * counted adds it to `complaint_changes` too and makes them anew.
 */
export function changeNotes(columns: string): string {
  const of = (row: string) => columns.replaceAll(/\w+/g, (column) => `${row}.${column}`);
  return `
    CREATE OR REPLACE FUNCTION note_new_complaints() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    BEGIN
      INSERT INTO complaint_changes (generation, sign, ${columns}) SELECT n.generation, 1, ${of('n')} FROM new_rows n;
      RETURN NULL;
    END $$;

    -- The plan is made for the first batch and kept: without this it might be one for few rows.
    CREATE OR REPLACE FUNCTION note_changed_complaints() RETURNS trigger LANGUAGE plpgsql
      SET search_path FROM CURRENT SET enable_nestloop = off AS $$
    BEGIN
      INSERT INTO complaint_changes (generation, sign, ${columns})
      SELECT change.*
        FROM old_rows o JOIN new_rows n USING (generation, complaint_id)
       CROSS JOIN LATERAL (VALUES (o.generation, -1, ${of('o')}), (n.generation, 1, ${of('n')})) AS change
       WHERE (${of('o')}) IS DISTINCT FROM (${of('n')});
      RETURN NULL;
    END $$;`;
}
