import type { MigrationInterface, QueryRunner } from 'typeorm';
import { searchRow } from '../text/search-words.ts';
import { insertTexts } from '../text/text-words.queries.ts';

/** What complaints are found by. */
export class Views1710000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A row for each text: what was said stays as it was said, so rows are only added.
      CREATE TABLE text_words (
        complaint_id uuid NOT NULL,
        -- of the answer or message; the complaint's own for what the customer said first
        text_id uuid NOT NULL,
        -- of the complaint: what is found is put into the order of the list without looking at each complaint
        opened_at timestamptz(3) NOT NULL,
        words tsvector NOT NULL,
        PRIMARY KEY (complaint_id, text_id)
      );`);
    await addTexts(runner, 'SELECT id AS complaint_id, id AS text_id, text, number FROM complaints');
    await addTexts(runner, 'SELECT complaint_id, id AS text_id, text, NULL AS number FROM answers');
    await addTexts(runner, 'SELECT complaint_id, id AS text_id, text, NULL AS number FROM messages');
    await runner.query(`
      CREATE INDEX text_words_words ON text_words USING gin (words);
      CREATE INDEX complaints_touchpoint ON complaints (touchpoint, opened_at DESC, id DESC);
      CREATE INDEX complaints_category ON complaints (category, opened_at DESC, id DESC);
      CREATE INDEX complaints_flags ON complaints USING gin (flags) WHERE flags <> '{}';
      -- Also what nobody has: a board counts it.
      CREATE INDEX complaints_open ON complaints (team, assignee) WHERE ended_at IS NULL;
      DROP INDEX complaints_load;
      REVOKE UPDATE, TRUNCATE, TRIGGER, REFERENCES ON text_words FROM complaints_app;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX complaints_load ON complaints (team, assignee) WHERE ended_at IS NULL AND assignee IS NOT NULL;
      DROP INDEX complaints_open, complaints_flags, complaints_category, complaints_touchpoint;
      DROP TABLE text_words;`);
  }
}

interface Said {
  readonly complaint_id: string;
  readonly text_id: string;
  readonly text: string | null;
  readonly number: string | null;
}

// Texts of before are cut by the code of today: it is this that looks for them.
async function addTexts(runner: QueryRunner, texts: string): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const said = (await runner.query(`SELECT * FROM (${texts}) t WHERE text_id > $1 ORDER BY text_id LIMIT 1000`, [
      after,
    ])) as Said[];
    const last = said.at(-1);
    if (!last) return;
    const rows = said.map(({ complaint_id: complaintId, text_id: id, text, number }) =>
      searchRow({ id, complaintId, text }, number === null ? [] : [number]),
    );
    await runner.query(insertTexts('$1'), [JSON.stringify(rows)]);
    after = last.text_id;
  }
}
