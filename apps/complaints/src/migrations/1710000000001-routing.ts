import { documentTable, firstVersion } from '@harken/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Teams, routing rules and response policies, with what a fresh system starts from. */
export class Routing1710000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE teams (
        id text PRIMARY KEY,
        name text NOT NULL,
        members jsonb NOT NULL,
        assignment text NOT NULL CHECK (assignment IN ('round_robin', 'least_loaded', 'queue')),
        calendar text,
        department text,
        version integer NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        updated_by text NOT NULL
      );
      -- Whose turn it is. Apart from the team, so that an assignment does not contend with its readers.
      CREATE TABLE team_rotations (team_id text PRIMARY KEY REFERENCES teams, last_member text);
      ${documentTable('routing_rules', {
        appRole: 'complaints_app',
        columns: [
          "fallback_team text NOT NULL GENERATED ALWAYS AS (content ->> 'fallbackTeam') STORED REFERENCES teams",
        ],
      })}
      ${documentTable('response_policies', { appRole: 'complaints_app' })}
      CREATE INDEX response_policies_effective ON response_policies (effective_from DESC, version DESC);
      REVOKE DELETE ON teams FROM complaints_app;`);
    await runner.query(`
      INSERT INTO teams VALUES ('customer-care', 'Customer care', '[]', 'round_robin', NULL, NULL, 1, now(), 'system');
      INSERT INTO team_rotations VALUES ('customer-care', NULL);
      ${firstVersion('routing_rules', { rules: [], fallbackTeam: 'customer-care' })}
      ${firstVersion('response_policies', firstPolicy)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE response_policies, routing_rules, team_rotations, teams');
  }
}

// Written out, because a migration must not change with the code. Word lists are the shipped ones unless a policy brings its own.
const firstPolicy = {
  targets: {
    critical: { acknowledge: 'PT15M', firstResponse: 'PT1H', resolution: 'P1D' },
    high: { acknowledge: 'PT1H', firstResponse: 'PT4H', resolution: 'P3D' },
    normal: { acknowledge: 'PT4H', firstResponse: 'P1D', resolution: 'P10D' },
    low: { acknowledge: 'P1D', firstResponse: 'P2D', resolution: 'P20D' },
  },
  warnAt: 0.8,
  ladder: [
    { level: 1, after: 'PT0S' },
    { level: 2, after: 'PT4H' },
    { level: 3, after: 'P1D' },
  ],
  straightToManagement: ['safety', 'legal', 'regulator', 'media', 'top_tier'],
  topTiers: ['platinum', 'vip', 'top'],
  reopenWindow: 'P14D',
};
