import { type FieldError, Invalid } from '@harken/errors';
import type { ManagementLevel } from './hierarchy.ts';

export interface ManagementLevels {
  readonly levels: readonly ManagementLevel[];
}

/** Throws with every fault of the levels. */
export function assertValidLevels(levels: readonly ManagementLevel[], teams: ReadonlySet<string>): void {
  const known = new Set(levels.flatMap(({ people }) => people.map(({ id }) => id)));
  const faults = levels.flatMap((one, index) => [
    ...orderFaults(levels, index),
    ...one.people.flatMap((_, nth) => personFaults(one, nth, { at: `/levels/${index}/people/${nth}`, known, teams })),
  ]);
  if (faults.length > 0)
    throw new Invalid('management-levels.invalid', 'The levels of management hold faults.', faults);
}

function orderFaults(levels: readonly ManagementLevel[], index: number): FieldError[] {
  const [before, here] = [levels[index - 1], levels[index]];
  if (!before || !here || here.level > before.level) return [];
  return [fault(`/levels/${index}/level`, 'wrong-order', 'Levels go upwards, each once.')];
}

interface PersonScope {
  readonly at: string;
  readonly known: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
}

function personFaults({ people }: ManagementLevel, nth: number, { at, known, teams }: PersonScope): FieldError[] {
  const person = people[nth];
  if (!person) return [];
  const { id, team, department, deputies } = person;
  const faults: FieldError[] = [];
  const same = people.findIndex((one) => one.id === id && one.team === team && one.department === department);
  if (same < nth) faults.push(fault(`${at}/id`, 'repeated-person', `${id} is there twice.`));
  if (team !== null && department !== null)
    faults.push(fault(`${at}/department`, 'team-and-department', 'Either a team or a department.'));
  if (team !== null && !teams.has(team)) faults.push(fault(`${at}/team`, 'unknown-team', `There is no team ${team}.`));
  deputies.forEach((deputy, index) => {
    const pointer = `${at}/deputies/${index}`;
    if (deputy === id) faults.push(fault(pointer, 'own-deputy', 'Nobody is their own deputy.'));
    else if (!known.has(deputy))
      faults.push(fault(pointer, 'unknown-deputy', `${deputy} is not among the people of any level.`));
  });
  return faults;
}

const fault = (pointer: string, code: string, detail: string): FieldError => ({
  pointer,
  code: `management-levels.${code}`,
  detail,
});
