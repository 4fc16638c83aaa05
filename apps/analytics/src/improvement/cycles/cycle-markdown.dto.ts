import type { CycleMeanDto, ImprovementCycleDto } from './improvement-cycle.dto.ts';

const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : String(Math.round(value * 100) / 100);
const mean = (value: CycleMeanDto | null): string => figure(value?.mean);
/** A text of a person within a table or a list: one line, and no mark-up of its own. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_|<>[\]#]/g, '\\$&');
const list = (items: readonly string[]): string => (items.length === 0 ? '–' : items.map(plain).join('; '));

/** A cycle as the seven steps of the method, one row a step. */
export function cycleMarkdown(cycle: ImprovementCycleDto): string {
  const { keyExperience: key, gap, feedback, alignment } = cycle;
  const rows: [step: string, content: string][] = [
    ['1 Brand values', list(cycle.brandValues ?? [])],
    ['2 Present experience and expectation', factorsOf(cycle)],
    [
      '3 Key experience',
      key
        ? `${plain(key.factor)}: ${figure(key.importance)} x ${figure(key.satisfaction)} = ${figure(key.priority)}`
        : '–',
    ],
    [
      '4 Gap to the ideal',
      gap ? `${plain(gap.factor)}: ${figure(gap.actual)} - ${figure(gap.ideal)} = ${figure(gap.gap)}` : '–',
    ],
    ['5 Requirements', list(cycle.requirements ?? [])],
    ['6 Strategy and capability', list([alignment?.strategy, alignment?.capability].flatMap((text) => text ?? []))],
    ['7 Feedback', [feedback ? plain(feedback.sentence) : '–', ...cycle.plans.map(planLine)].join('<br>')],
  ];
  const head = `# ${plain(cycle.name)}\n\nAnswers from ${cycle.from} to ${cycle.to}, frozen at ${cycle.frozenAt.toISOString()}.\n\n`;
  const follows = cycle.previous ? `\nFollows ${plain(cycle.previous)}.\n` : '';
  const table = `| step | |\n|---|---|\n${rows.map(([step, content]) => `| ${step} | ${content} |\n`).join('')}`;
  return `${head}${table}${follows}\n${factorTable(cycle)}`;
}

const factorsOf = ({ experience }: ImprovementCycleDto): string =>
  experience.length === 0
    ? '–'
    : experience.map((one) => `${plain(one.factor)} ${mean(one.experience)} / ${mean(one.expectation)}`).join(', ');

const planLine = ({ id, name, result }: ImprovementCycleDto['plans'][number]): string =>
  `${plain(name ?? id)}: ${result ? plain(result.sentence) : 'not due yet'}`;

function factorTable({ experience }: ImprovementCycleDto): string {
  const rows = experience.map(
    (one) =>
      `| ${plain(one.factor)} | ${mean(one.experience)} | ${mean(one.expectation)} | ${figure(one.satisfaction)} | ${mean(one.importance)} | ${figure(one.priority)} | ${mean(one.ideal)} | ${figure(one.gap)} | ${one.n} |\n`,
  );
  return `| factor | experience | expectation | satisfaction | importance | priority | ideal | gap | n |\n|---|---|---|---|---|---|---|---|---|\n${rows.join('')}`;
}
