import fc from 'fast-check';
import type { Command } from '../command.ts';
import { answering, hours, minutes } from '../complaint.builder.ts';
import { type EscalationAction, handleEscalation } from '../escalation/handle-escalation.ts';
import { Change } from '../history/change.ts';
import type { Course } from './course.builder.ts';
import type { CourseModel } from './course-model.builder.ts';
import { calendars, hierarchies, policies } from './course-policies.builder.ts';
import {
  alike,
  forgetTakenBack,
  historyRebuilds,
  holdsAlways,
  inOrder,
  nothingIsDue,
  nothingIsLate,
} from './course-rules.builder.ts';
import { decide } from './decide.ts';
import { applyNewPolicy, recomputeDeadlines } from './recompute-deadlines.ts';

type Act = fc.Command<CourseModel, Course>;

const act = (name: string, run: (model: CourseModel, course: Course) => void): Act => ({
  check: () => true,
  run: (model, course) => {
    run(model, course);
    holdsAlways(model, course);
  },
  toString: () => name,
});

/** What gives clocks other deadlines. */
const setsAnew: ReadonlySet<string> = new Set(['change-severity', 'reroute', 'reopen']);

const command = (one: Command): Act =>
  act(JSON.stringify(one), (model, course) => {
    // Two commands on one complaint are never in the same millisecond: what a marking stopped is known by its time.
    if (one.name === 'mark-duplicate') course.now = new Date(course.now.getTime() + 1);
    const refused = course.attempt((complaint, context) => decide(complaint, one, context));
    if (refused) return;
    nothingIsLate(course);
    model.follow(one, course.complaint, course.policyContext);
    if (setsAnew.has(one.name)) forgetTakenBack(model, course);
  });

const management = (one: EscalationAction): Act =>
  act(JSON.stringify(one), (_, course) => {
    try {
      const refused = course.attempt((complaint, context) => handleEscalation(complaint, one, context), 'boss');
      if (!refused) nothingIsLate(course);
    } catch (error) {
      if (!(error as Error).message.startsWith('No escalation')) throw error;
    }
  });

/** The worker looks at every moment at which something falls due. */
const onTime = (wait: number): Act =>
  act(`${wait / 60_000} min pass`, (_, course) => {
    const end = new Date(course.now.getTime() + wait);
    for (let next = course.nextDue(); next <= end; next = course.nextDue()) {
      if (next > course.now) course.now = next;
      course.work();
    }
    course.now = end;
    nothingIsDue(course);
  });

/** Nobody looks all the while. */
const standstill = (wait: number, comesBack: boolean): Act =>
  act(`a standstill of ${wait / 60_000} min${comesBack ? '' : ', and on'}`, (_, course) => {
    course.now = new Date(course.now.getTime() + wait);
    if (!comesBack) return;
    course.work();
    nothingIsDue(course);
  });

const restart: Act = act('a restart', (_, course) => {
  const held = course.restart();
  alike(inOrder(course.complaint), inOrder(held));
  historyRebuilds(course);
});

/** A new policy holds for what starts from now on, or for what runs as well. */
const newPolicy = (policy: number, hierarchy: number, applied: boolean): Act =>
  act(`policy ${policy}, people ${hierarchy}${applied ? ', applied to what is open' : ''}`, (model, course) => {
    const before = new Set(course.policies.keys());
    course.publish(policies[policy] as (typeof policies)[number]);
    course.policyContext = {
      ...course.policyContext,
      hierarchy: hierarchies[hierarchy] as (typeof hierarchies)[number],
    };
    if (!applied || !model.open) return;
    const { version } = course.policyContext.policy;
    attemptRecomputation(course, (change) => applyNewPolicy(change, before, { kind: 'policy', version }));
    model.retargeted(course.complaint, course.policyContext);
    forgetTakenBack(model, course);
  });

/** Other working hours hold for all clocks that count in them. */
const newCalendar = (calendar: number): Act =>
  act(`calendar ${calendar}`, (model, course) => {
    course.policyContext = { ...course.policyContext, calendars: calendars[calendar] as (typeof calendars)[number] };
    attemptRecomputation(course, (change) =>
      recomputeDeadlines(change, course.policies, { kind: 'calendar', id: 'office' }),
    );
    forgetTakenBack(model, course);
  });

function attemptRecomputation(course: Course, recompute: (change: Change) => void): void {
  course.attempt((complaint, context) => {
    const change = new Change(complaint, context);
    recompute(change);
    return change.decision();
  });
  nothingIsLate(course);
}

const other = '01926f3a-7c1e-7b54-9d0e-0000000000bb';

const commands: readonly Command[] = [
  { name: 'acknowledge' },
  { name: 'assign', assignee: 'anna' },
  { name: 'assign', assignee: null },
  { name: 'investigate' },
  { name: 'wait-for-customer' },
  { name: 'wait-for-third-party' },
  { name: 'resume' },
  answering,
  { name: 'change-severity', severity: 'critical' },
  { name: 'change-severity', severity: 'low' },
  { name: 'reroute', team: 'sales', assignee: null, rule: 'r1' },
  { name: 'link', to: other, kind: 'related' },
  { name: 'note', text: 'Calls back on Monday.' },
  { name: 'receive-message', messageId: other, channel: 'email', attachments: 0 },
  { name: 'send-message', messageId: other, channel: 'line', attachments: 1 },
  { name: 'undo-duplicate' },
];

const ends: readonly Command[] = [
  { name: 'resolve' },
  { name: 'resolve' },
  { name: 'close' },
  { name: 'close' },
  { name: 'reject', reasons: ['outside-warranty'], channel: 'email', text: 'No.' },
  { name: 'withdraw' },
  { name: 'mark-duplicate', of: other },
];

const reopening: Command = { name: 'reopen', reason: 'It broke again.' };

const acts: readonly EscalationAction[] = [1, 2, 3].flatMap((level) => [
  { level, action: 'take_over' as const, reason: null },
  { level, action: 'instruct' as const, reason: 'Call them.' },
  { level, action: 'de_escalate' as const, reason: 'In hand.' },
  ...(level > 1 ? [{ level, action: 'de_escalate' as const, reason: 'Yours.', toLevel: level - 1 }] : []),
]);

const wait = fc.oneof(
  fc.integer({ min: 0, max: 90 }).map(minutes),
  fc.integer({ min: 1, max: 40 }).map(hours),
  fc.integer({ min: 1, max: 20 }).map((days) => hours(24 * days)),
);

const often = fc.constantFrom(...commands).map(command);

/** Anything that can happen to a complaint, commands most often. */
export const anyActs = (most: number) =>
  fc.commands(
    [
      often,
      often,
      often,
      often,
      fc.constantFrom(...ends).map(command),
      fc.constant(command(reopening)),
      fc.constantFrom(...acts).map(management),
      wait.map(onTime),
      fc.tuple(wait, fc.boolean()).map(([length, comesBack]) => standstill(length, comesBack)),
      fc.constant(restart),
      fc
        .tuple(fc.nat(policies.length - 1), fc.nat(hierarchies.length - 1), fc.boolean())
        .map(([policy, hierarchy, applied]) => newPolicy(policy, hierarchy, applied)),
      fc.nat(calendars.length - 1).map(newCalendar),
    ],
    { maxCommands: most, size: 'max' },
  );
