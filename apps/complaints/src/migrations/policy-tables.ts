import { documentTable, firstVersion } from '@harken/service';

// What a fresh system starts from is written out: a migration must not change with the code.
const json = (content: object): string => `'${JSON.stringify(content)}'`;

const allDay = [{ from: '00:00', to: '24:00' }];
const roundTheClock = {
  name: 'Around the clock',
  zone: 'UTC',
  week: {
    monday: allDay,
    tuesday: allDay,
    wednesday: allDay,
    thursday: allDay,
    friday: allDay,
    saturday: allDay,
    sunday: allDay,
  },
  holidays: [],
  publicHolidays: null,
  exceptions: [],
};

const shift = [{ from: '09:00', to: '17:00' }];
const officeHours = {
  name: 'Office hours',
  zone: 'UTC',
  week: { monday: shift, tuesday: shift, wednesday: shift, thursday: shift, friday: shift },
  holidays: [],
  publicHolidays: null,
  exceptions: [],
};

/** Business calendars in versions, and the two that are always there. */
export const calendars = `
  CREATE TABLE calendar_versions (
    calendar_id text NOT NULL,
    version integer NOT NULL,
    -- Grows with each publication of any calendar.
    revision integer NOT NULL UNIQUE,
    effective_from timestamptz(3) NOT NULL,
    hours jsonb NOT NULL,
    published_at timestamptz(3) NOT NULL,
    published_by text NOT NULL,
    PRIMARY KEY (calendar_id, version)
  );
  REVOKE UPDATE, DELETE ON calendar_versions FROM complaints_app;
  INSERT INTO calendar_versions VALUES
    ('24x7', 1, 1, 'epoch', ${json(roundTheClock)}, now(), 'system'),
    ('office-hours', 1, 2, 'epoch', ${json(officeHours)}, now(), 'system');`;

// About 50, 500 and 5,000 euros.
const currencies = { EUR: 1, USD: 1, GBP: 1, HKD: 8, CNY: 8, THB: 40 };
const each = (euroCents: number) =>
  Object.entries(currencies).map(([currency, rate]) => ({ currency, amount: euroCents * rate }));
const limit = (role: string, euroCents: number) =>
  each(euroCents).map(({ currency, amount }) => ({ role, currency, upTo: amount }));
const compensationLimits = {
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

const duplicatePolicy = { window: 'P14D', minimumSimilarity: 0.5, repeatWindow: 'P90D', repeatCount: 3 };

// Word lists are the shipped ones unless a policy brings its own.
const responsePolicy = {
  targets: {
    critical: { acknowledge: 'PT15M', firstResponse: 'PT1H', resolution: 'P1D', calendar: '24x7' },
    high: { acknowledge: 'PT1H', firstResponse: 'PT4H', resolution: 'P3D' },
    normal: { acknowledge: 'PT4H', firstResponse: 'P1D', resolution: 'P10D' },
    low: { acknowledge: 'P1D', firstResponse: 'P2D', resolution: 'P20D' },
  },
  calendar: 'office-hours',
  warnAt: 0.8,
  ladder: [
    { level: 1, after: 'PT0S' },
    { level: 2, after: 'PT4H' },
    { level: 3, after: 'P1D' },
  ],
  straightToManagement: [
    'safety',
    'legal',
    'regulator',
    'media',
    'top_tier',
    'third_complaint',
    'second_reopen',
    'compensation_above_limit',
  ],
  topTiers: ['platinum', 'vip', 'top'],
  reopenWindow: 'P14D',
  pauseCap: 'P14D',
};

/** The policies in versions: what is published stays. */
export const policies = `
  CREATE TABLE compensation_limits (
    version integer PRIMARY KEY,
    limits jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL,
    created_by text NOT NULL
  );
  INSERT INTO compensation_limits VALUES (1, ${json(compensationLimits)}, now(), 'system');
  ${documentTable('duplicate_policies', { appRole: 'complaints_app' })}
  ${firstVersion('duplicate_policies', duplicatePolicy)}

  CREATE TABLE routing_rules (
    version integer PRIMARY KEY,
    rules jsonb NOT NULL,
    fallback_team text NOT NULL REFERENCES teams,
    created_at timestamptz(3) NOT NULL,
    created_by text NOT NULL
  );
  INSERT INTO routing_rules VALUES (1, '[]', 'customer-care', now(), 'system');

  CREATE TABLE management_levels (
    version integer PRIMARY KEY,
    levels jsonb NOT NULL,
    -- whether somebody is there for a department: only then are the teams read
    by_department boolean NOT NULL,
    created_at timestamptz(3) NOT NULL,
    created_by text NOT NULL
  );

  CREATE TABLE response_policies (
    version integer PRIMARY KEY,
    policy jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL,
    created_by text NOT NULL,
    effective_from timestamptz(3) NOT NULL,
    applies_to text NOT NULL CHECK (applies_to IN ('new', 'open'))
  );
  CREATE INDEX response_policies_effective ON response_policies (effective_from DESC, version DESC);
  INSERT INTO response_policies VALUES (1, ${json(responsePolicy)}, now(), 'system', now(), 'new');

  REVOKE UPDATE, DELETE ON routing_rules, response_policies FROM complaints_app;
  REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON management_levels, compensation_limits FROM complaints_app;`;
