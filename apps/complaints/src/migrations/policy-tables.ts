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

const appRole = 'complaints_app';

/** Business calendars in versions, and the two that are always there. */
export const calendars = `
  ${documentTable('calendar_versions', { appRole, keyed: true })}
  INSERT INTO calendar_versions VALUES
    ('24x7', 1, 1, ${json(roundTheClock)}, 'epoch', now(), 'system'),
    ('office-hours', 1, 2, ${json(officeHours)}, 'epoch', now(), 'system');`;

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
  window: 'P30D',
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
  ${documentTable('compensation_limits', { appRole })}
  ${firstVersion('compensation_limits', compensationLimits)}
  ${documentTable('cause_lists', { appRole })}
  ${documentTable('message_policies', { appRole })}
  ${firstVersion('message_policies', { acknowledgement: false, answerChannels: [], standardReplies: false })}
  ${documentTable('duplicate_policies', { appRole })}
  ${firstVersion('duplicate_policies', duplicatePolicy)}
  ${documentTable('routing_rules', {
    appRole,
    columns: ["fallback_team text NOT NULL GENERATED ALWAYS AS (content ->> 'fallbackTeam') STORED REFERENCES teams"],
  })}
  ${firstVersion('routing_rules', { rules: [], fallbackTeam: 'customer-care' })}
  -- by_department: whether somebody is there for a department; only then are the teams read.
  ${documentTable('management_levels', {
    appRole,
    columns: [
      `by_department boolean NOT NULL GENERATED ALWAYS AS
         (jsonb_path_exists(content, '$.levels[*].people[*].department ? (@ != null)')) STORED`,
    ],
  })}
  ${documentTable('response_policies', { appRole })}
  CREATE INDEX response_policies_effective ON response_policies (effective_from DESC, version DESC);
  ${firstVersion('response_policies', responsePolicy)}`;
