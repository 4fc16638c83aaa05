import { documentTable, firstVersion } from '@harken/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Compensation with its limits, and what customers say of the handling of their complaints. */
export class Recovery1710000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${documentTable('compensation_limits', { appRole: 'complaints_app' })}
      ${firstVersion('compensation_limits', firstLimits)}
      CREATE TABLE compensations (
        id uuid PRIMARY KEY,
        complaint_id uuid NOT NULL REFERENCES complaints,
        customer text NOT NULL,
        version integer NOT NULL,
        kind text NOT NULL CHECK (kind IN ('apology', 'refund', 'voucher', 'replacement', 'credit', 'other')),
        minor bigint CHECK (minor > 0),
        currency text CHECK (currency ~ '^[A-Z]{3}$'),
        description text NOT NULL,
        status text NOT NULL CHECK (status IN ('proposed', 'approved', 'declined', 'expired', 'cancelled', 'fulfilled',
          'fulfilment_failed')),
        limits_version integer NOT NULL REFERENCES compensation_limits,
        four_eyes boolean NOT NULL,
        management boolean NOT NULL,
        proposed_by text NOT NULL,
        proposed_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        approved_by text,
        approved_at timestamptz(3),
        fulfil_by timestamptz(3),
        overdue_at timestamptz(3),
        fulfilled_at timestamptz(3),
        reference text,
        reason text,
        changed_at timestamptz(3) NOT NULL,
        changed_by text NOT NULL,
        -- when it is to be looked at next; guarded by the row lock of the complaint like all the rest
        step_at timestamptz(3),
        CHECK ((minor IS NULL) = (currency IS NULL)),
        CHECK (minor IS NOT NULL OR kind IN ('apology', 'replacement', 'other')),
        CHECK (minor IS NULL OR kind <> 'apology'),
        CONSTRAINT compensation_is_approved CHECK (approved_at IS NOT NULL AND approved_by IS NOT NULL
          OR status NOT IN ('approved', 'fulfilled', 'fulfilment_failed')),
        CONSTRAINT compensation_has_four_eyes CHECK (NOT four_eyes OR approved_by IS DISTINCT FROM proposed_by)
      );
      CREATE INDEX compensations_newest ON compensations (proposed_at DESC, id DESC);
      CREATE INDEX compensations_status ON compensations (status, proposed_at DESC, id DESC);
      CREATE INDEX compensations_customer ON compensations (customer, proposed_at DESC, id DESC);
      CREATE INDEX compensations_complaint ON compensations (complaint_id, proposed_at DESC, id DESC);
      CREATE INDEX compensations_step ON compensations (step_at, id) WHERE step_at IS NOT NULL;
      CREATE INDEX compensations_awaited ON compensations (fulfil_by)
        WHERE status IN ('approved', 'fulfilment_failed');

      CREATE TABLE handling_ratings (
        feedback_id uuid PRIMARY KEY,
        complaint_id uuid NOT NULL REFERENCES complaints,
        csat smallint CHECK (csat BETWEEN 1 AND 5),
        nps smallint CHECK (nps BETWEEN 0 AND 10),
        ces smallint CHECK (ces BETWEEN 1 AND 7),
        at timestamptz(3) NOT NULL
      );
      CREATE INDEX handling_ratings_complaint ON handling_ratings (complaint_id, at);

      REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON handling_ratings FROM complaints_app;
      REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON compensations FROM complaints_app;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE handling_ratings, compensations, compensation_limits');
  }
}

// About 50, 500 and 5,000 euros; written out, because a migration must not change with the code.
const currencies = { EUR: 1, USD: 1, GBP: 1, HKD: 8, CNY: 8, THB: 40 };
const each = (euroCents: number) =>
  Object.entries(currencies).map(([currency, rate]) => ({ currency, amount: euroCents * rate }));
const limit = (role: string, euroCents: number) =>
  each(euroCents).map(({ currency, amount }) => ({ role, currency, upTo: amount }));

const firstLimits = {
  limits: [
    ...limit('call_centre', 2_000),
    ...limit('handler', 5_000),
    ...limit('supervisor', 50_000),
    ...limit('manager', 500_000),
  ],
  fourEyesAbove: each(20_000),
  managementAbove: [],
  proposalExpiresAfter: 'P14D',
  fulfilWithin: 'P7D',
};
