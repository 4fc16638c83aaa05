import { Stale } from '@harken/errors';
import { defineDocumentCollection, handlerAndUp } from '@harken/service';
import { chosenName } from '../../initiatives/initiatives.document.ts';
import { planners } from '../plans/action-plans.document.ts';
import { ImprovementCycleBody, ImprovementCycleDto } from './improvement-cycle.dto.ts';
import { assertValidCycle, cycleDefaults, type ImprovementCycle } from './improvement-cycle.ts';

/** Cycles in versions; routes: `improvement-cycles.controller.ts`, because an answer has what the data say. */
export const improvementCycles = defineDocumentCollection<ImprovementCycle>({
  name: 'improvement cycle',
  table: 'improvement_cycles',
  path: 'v1/improvement-cycles',
  tag: 'Improvement',
  roles: { publish: planners, read: handlerAndUp },
  id: chosenName('cycleId', 'convenience'),
  body: ImprovementCycleBody,
  answer: ImprovementCycleDto,
  defaults: cycleDefaults,
  check: (cycle, { id }) => assertValidCycle(cycle, id),
  stale: (version) =>
    new Stale('improvement-cycle.stale', 'The cycle is not at that version.', { version: version || null }),
  texts: {
    publish: ['Publish an improvement cycle', 'The whole of it, as a new version.'],
    list: ['List the improvement cycles', 'By id.'],
    read: ['Read an improvement cycle', 'With its computed steps.'],
    versions: ['List the versions of an improvement cycle', 'All of them, newest first.'],
    answer: 'The cycle.',
  },
});
