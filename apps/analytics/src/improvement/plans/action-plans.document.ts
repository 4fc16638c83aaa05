import { Stale } from '@harken/errors';
import { defineDocumentCollection, handlerAndUp } from '@harken/service';
import { chosenName } from '../../initiatives/initiatives.document.ts';
import { ActionPlanBody, ActionPlanDto } from './action-plan.dto.ts';
import { type ActionPlan, actionPlanDefaults, assertValidPlan } from './action-plan.ts';

export const planners = ['supervisor', 'manager', 'analyst', 'ops'] as const;

/** Plans in versions; routes: `action-plans.controller.ts`, because an answer has what the data say. */
export const actionPlans = defineDocumentCollection<ActionPlan>({
  name: 'action plan',
  table: 'action_plans',
  path: 'v1/action-plans',
  tag: 'Improvement',
  roles: { publish: planners, read: handlerAndUp },
  id: chosenName('planId', 'more-shops'),
  body: ActionPlanBody,
  answer: ActionPlanDto,
  defaults: actionPlanDefaults,
  check: assertValidPlan,
  stale: (version) => new Stale('action-plan.stale', 'The plan is not at that version.', { version: version || null }),
  texts: {
    publish: ['Publish an action plan', 'The whole of it, as a new version.'],
    list: ['List the action plans', 'By id, each as it was published last.'],
    read: ['Read an action plan', 'With the verdict of the data once it is due.'],
    versions: ['List the versions of an action plan', 'All of them, newest first.'],
    answer: 'The plan.',
  },
});
