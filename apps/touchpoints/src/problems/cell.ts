/** What the complaints of a problem have in common. A journey or a stage stands for all touchpoints below it. */
export interface Cell {
  readonly journey?: string;
  readonly stage?: string;
  readonly touchpoint?: string;
  readonly category?: string;
  readonly product?: string;
  readonly location?: string;
  readonly campaign?: string;
  readonly factor?: string;
}

/** In the order of the scan. The touchpoint comes with all above it. */
export const dimensions = ['touchpoint', 'category', 'product', 'location', 'campaign', 'factor'] as const;
export type Dimension = (typeof dimensions)[number];

/** The place of a touchpoint in the map. */
export interface Place {
  readonly journeyId: string;
  readonly stage: string;
  readonly lineage: readonly string[];
}

const separator = '\u0001';

/** The nodes of the map that a complaint at the touchpoint counts for, the topmost first. */
export function nodesOfTouchpoint(touchpoint: string, place: Place | undefined): string[] {
  if (!place) return [['touchpoint', touchpoint].join(separator)];
  const { journeyId, stage, lineage } = place;
  return [
    ['journey', journeyId].join(separator),
    ['stage', journeyId, stage].join(separator),
    ...lineage.map((id) => ['touchpoint', id].join(separator)),
  ];
}

/** The cell of a node of each dimension, as the scan found it. */
export function cellOf(nodes: readonly { readonly dimension: number; readonly node: string }[]): Cell {
  const cell: { -readonly [K in keyof Cell]: Cell[K] } = {};
  for (const { dimension, node } of nodes) {
    const name = dimensions[dimension] as Dimension;
    if (name !== 'touchpoint') {
      cell[name] = node;
      continue;
    }
    const [kind, first, second] = node.split(separator) as [string, string, string | undefined];
    if (kind === 'touchpoint') cell.touchpoint = first;
    else cell.journey = first;
    if (kind === 'stage' && second !== undefined) cell.stage = second;
  }
  return cell;
}

const text = (cell: Cell): [string, string][] => Object.entries(cell) as [string, string][];

/** For people: `touchpoint handover, category defect`. */
export const cellText = (cell: Cell): string =>
  text(cell)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
