import { FieldErrors } from '@harken/errors';
import { Duration, IANAZone } from 'luxon';
import { checkSurvey } from './check-survey.ts';
import { milliseconds, millisecondsOf } from './duration.ts';
import type { Programme, Trigger } from './programme.ts';

const second = 1000;

/** Throws Invalid with every fault. */
export function assertValidProgramme(programme: Programme): void {
  const errors = new FieldErrors();
  const { trigger, audience, quotas } = programme;
  checkSurvey(programme, errors);
  checkTrigger(trigger, errors.at('trigger'));
  const asksAboutNothing = trigger.kind !== 'interaction' && trigger.kind !== 'complaint_closed';
  for (const [index, one] of [audience, ...quotas.map(({ of }) => of)].entries()) {
    const at = index === 0 ? errors.at('audience') : errors.at('quotas', index - 1, 'of');
    const misplaced = asksAboutNothing && one.touchpoints.length > 0;
    at.at('touchpoints').addIf(misplaced, 'not-allowed', `is not for the trigger ${trigger.kind}`);
  }
  for (const [index, { within }] of quotas.entries()) {
    if (within !== null) checkDuration(within, second, errors.at('quotas', index, 'within'));
  }
  checkDuration(programme.quarantine, 0, errors.at('quarantine'));
  checkDuration(programme.validFor, second, errors.at('validFor'));
  checkReminders(programme, errors.at('reminders'));
  errors.throwIfAny('programme.invalid', 'The programme cannot be run like this.');
}

const fieldsOfTrigger: Readonly<Record<Trigger['kind'], readonly string[]>> = {
  interaction: ['types', 'delay'],
  complaint_closed: ['delay'],
  calendar: ['from', 'every', 'timezone'],
  account_study: ['from', 'timezone'],
  list: ['customers'],
};

function checkTrigger(trigger: Trigger, at: FieldErrors): void {
  const { kind, ...given } = trigger;
  for (const field of Object.keys(given)) {
    at.at(field).addIf(!fieldsOfTrigger[kind].includes(field), 'not-allowed', `is not for the trigger ${kind}`);
  }
  if (trigger.kind === 'interaction') at.at('types').addIf(!trigger.types?.length, 'required', 'must name a type');
  if (trigger.kind === 'list') at.at('customers').addIf(!trigger.customers?.length, 'required', 'must name a customer');
  if (trigger.kind === 'calendar' || trigger.kind === 'account_study') {
    at.at('from').addIf(trigger.from === undefined, 'required', 'must be given');
    at.at('timezone').addIf(!IANAZone.isValidZone(trigger.timezone), 'unknown', 'must be an IANA time zone');
  }
  if (trigger.kind === 'calendar' && trigger.every !== null) checkPeriod(trigger.every, at.at('every'));
  if ('delay' in trigger) checkDuration(trigger.delay, 0, at.at('delay'));
}

function checkDuration(duration: string, leastMs: number, at: FieldErrors): void {
  const length = milliseconds(duration);
  if (length === undefined) {
    at.add('wrong-format', 'must be an ISO 8601 duration of weeks, days, hours, minutes or seconds, like P14D');
  } else at.addIf(length < leastMs, 'out-of-range', 'must be a second or more');
}

/** Months and years are allowed: they are counted from the first run. */
function checkPeriod(period: string, at: FieldErrors): void {
  const isMonths = /^P(?=\d)(?:\d{1,3}Y)?(?:\d{1,3}M)?$/.test(period) && Duration.fromISO(period).as('days') >= 1;
  if (!isMonths) checkDuration(period, second, at);
}

function checkReminders({ reminders, validFor }: Programme, at: FieldErrors): void {
  const end = milliseconds(validFor) ?? Number.POSITIVE_INFINITY;
  for (const [index, reminder] of reminders.entries()) {
    checkDuration(reminder, second, at.at(index));
    const length = milliseconds(reminder) ?? 0;
    at.at(index).addIf(length >= end, 'out-of-range', 'must be before the invitation expires');
    const before = reminders[index - 1];
    const isLater = before === undefined || length > (milliseconds(before) ?? 0);
    at.at(index).addIf(!isLater, 'out-of-range', 'must be later than the one before');
  }
}

/** When the next reminder is due, counted from the invitation; null after the last. */
export function reminderAt({ reminders }: Pick<Programme, 'reminders'>, invitedAt: Date, sent: number): Date | null {
  const next = reminders[sent];
  return next === undefined ? null : new Date(invitedAt.getTime() + millisecondsOf(next));
}
