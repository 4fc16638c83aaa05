import { type BusinessCalendar, businessCalendar } from '../../calendars/business-calendar.ts';
import { loadPublicHolidays } from '../../calendars/public-holidays.ts';
import type { Hierarchy, Manager } from '../../policies/management-levels/hierarchy.ts';
import { emptyHierarchy } from '../../policies/management-levels/hierarchy.ts';
import { messageDefaults } from '../../policies/message-policy/message-policy.ts';
import type { PolicyContext } from '../../policies/response-policy/policy-context.ts';
import type { VersionedPolicy } from '../../policies/response-policy/response-policy.ts';
import { policy as plain } from '../complaint.builder.ts';

await loadPublicHolidays();

type Policy = Omit<VersionedPolicy, 'version'>;

const everySeverity = <T>(targets: T) => ({ critical: targets, high: targets, normal: targets, low: targets });

const inDepth: Policy = {
  ...plain,
  targets: everySeverity({
    acknowledge: 'PT2H',
    firstResponse: 'P1D',
    nextResponse: 'PT6H',
    progressUpdate: 'P3D',
    firstResolution: 'P5D',
    resolution: 'P10D',
  }),
  calendar: 'office',
  ladder: [
    { level: 1, after: 'PT0S', actWithin: 'PT8H' },
    { level: 2, after: 'PT4H', actWithin: 'P1D' },
    { level: 3, after: 'P1D' },
  ],
  straightToManagement: [...plain.straightToManagement, 'second_reopen'],
  pauseCap: 'P4D',
  regulatory: { name: 'regulator', duration: 'P20D' },
};

/** From slow to quick, with and without what a policy need not promise. */
export const policies: readonly Policy[] = [
  plain,
  inDepth,
  {
    ...plain,
    targets: everySeverity({
      acknowledge: 'PT1M',
      firstResponse: 'PT5M',
      nextResponse: 'PT5M',
      progressUpdate: 'PT30M',
      resolution: 'PT2H',
    }),
    warnAt: 1,
    pauseCap: 'PT1H',
    reopenOnMessage: true,
  },
  {
    ...inDepth,
    overrides: [{ when: { team: ['sales'] }, targets: everySeverity({ resolution: 'P2D', calendar: '24x7' }) }],
    ladder: [{ level: 1, after: 'PT30M', actWithin: 'PT1H' }],
    reopenWindow: 'P1D',
    pauseCap: 'PT0S',
  },
];

const shift = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const night = [{ from: '20:00', to: '04:00' }];

const office = (week: object): BusinessCalendar =>
  businessCalendar('office', [
    {
      version: 1,
      effectiveFrom: new Date(0),
      name: 'Office',
      zone: 'Europe/Berlin',
      week,
      holidays: [],
      publicHolidays: { country: 'DE', types: ['public'] },
      exceptions: [],
    },
  ]);

export const calendars: readonly PolicyContext['calendars'][] = [
  new Map([['office', office({ monday: shift, tuesday: shift, wednesday: shift, thursday: shift, friday: shift })]]),
  new Map([['office', office({ monday: night, wednesday: night, friday: night, saturday: night })]]),
];

const manager = (id: string, different: Partial<Manager> = {}): Manager => ({
  ...{ id, name: id, role: null, team: null, department: null, deputies: [], available: true, awayUntil: null },
  ...different,
});

/** Without people, with an empty level in the middle, and with somebody who is away. */
export const hierarchies: readonly Hierarchy[] = [
  emptyHierarchy,
  {
    levels: [
      { level: 1, people: [manager('lena')] },
      { level: 2, people: [] },
      { level: 3, people: [manager('mara', { available: false, deputies: ['lena'] })] },
    ],
    departments: new Map(),
    people: new Map(),
  },
];

export const firstPolicyContext: PolicyContext = {
  policy: { ...plain, version: 1 },
  calendars: calendars[0] as PolicyContext['calendars'],
  teamCalendars: new Map(),
  hierarchy: emptyHierarchy,
  messages: messageDefaults,
};
