import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { Course } from './course.builder.ts';
import { anyActs } from './course-acts.builder.ts';
import { CourseModel } from './course-model.builder.ts';
import { firstPolicyContext, policies } from './course-policies.builder.ts';
import { historyRebuilds, holdsAlways } from './course-rules.builder.ts';

/** HARKEN_COURSE_SEED repeats a run, HARKEN_COURSES asks for more of them. */
const { HARKEN_COURSE_SEED, HARKEN_COURSES } = process.env;
const seed = Number(HARKEN_COURSE_SEED ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(HARKEN_COURSES ?? 5000);

describe('the course of any complaint', () => {
  it('ends with an answer, its clocks fire once and in time, and its history holds all of it', () => {
    process.stderr.write(`${numRuns} courses of complaints from seed ${seed}\n`);
    fc.assert(
      fc.property(fc.nat(policies.length - 1), fc.constantFrom('vip', 'gold'), anyActs(30), (policy, tier, acts) => {
        fc.modelRun(() => {
          const policyContext = {
            ...firstPolicyContext,
            policy: { ...(policies[policy] as (typeof policies)[number]), version: 1 },
          };
          const real = new Course(policyContext, { tier, assignee: 'ben', assignedBy: 'queue' });
          const model = new CourseModel(real.complaint, policyContext);
          holdsAlways(model, real);
          return { model, real };
        }, [...acts, ended]);
      }),
      { seed, numRuns },
    );
  }, 300_000);
});

const ended: fc.Command<CourseModel, Course> = {
  check: () => true,
  run: (_, course) => historyRebuilds(course),
  toString: () => 'the history is read',
};
