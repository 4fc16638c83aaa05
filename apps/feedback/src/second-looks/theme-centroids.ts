import type { ThemeAssignment } from '../themes/theme-assignment.ts';
import type { Theme } from '../themes/themes.ts';

/** The middle of the examples of each theme, as vectors of length 1 seen from the middle of all themes. */
export interface ThemeCentroids {
  /** Of the list of themes. */
  readonly version: number;
  /** Of the vectors: those of another model are not compared with them. */
  readonly model: string;
  readonly origin: Float32Array;
  readonly themes: readonly { readonly theme: string; readonly centroid: Float32Array }[];
}

/** Nearer than this a theme may be meant: the cosine of a text and the middle of its examples. */
export const leastCosine = 0.5;
/** The nearest must be nearer than the next by this. */
export const leastMargin = 0.1;

export const examplesOf = (themes: readonly Theme[]): string[] => themes.flatMap(({ examples }) => examples);

/** `vectors` are those of `examplesOf`, in that order; undefined if fewer than two themes have examples. */
export function themeCentroids(
  { version, themes }: { readonly version: number; readonly themes: readonly Theme[] },
  { model, vectors }: { readonly model: string; readonly vectors: readonly Float32Array[] },
): ThemeCentroids | undefined {
  let next = 0;
  const means = themes.flatMap(({ id, examples }) => {
    if (examples.length === 0) return [];
    const mean = meanOf(vectors.slice(next, next + examples.length));
    next += examples.length;
    return [{ theme: id, mean }];
  });
  if (means.length < 2) return undefined;
  const origin = meanOf(means.map(({ mean }) => mean));
  return {
    ...{ version, model, origin },
    themes: means.map(({ theme, mean }) => ({ theme, centroid: direction(mean, origin) })),
  };
}

/** The theme whose examples are clearly the nearest; unsure if none is near enough, or two are about as near. */
export function nearestTheme({ origin, themes }: ThemeCentroids, vector: Float32Array): ThemeAssignment {
  const seen = direction(vector, origin);
  const [best, second] = themes
    .map(({ theme, centroid }) => ({ theme, score: dot(seen, centroid) }))
    .sort((a, b) => b.score - a.score);
  const clear = best && best.score >= leastCosine && best.score - (second?.score ?? -1) >= leastMargin;
  if (!best || !clear) return { themes: [], unsure: true };
  return {
    themes: [{ theme: best.theme, by: 'examples', score: Math.round(best.score * 1000) / 1000 }],
    unsure: false,
  };
}

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, one, at) => sum + one * (b[at] as number), 0);

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array()] = vectors;
  return first.map((_, at) => vectors.reduce((sum, vector) => sum + (vector[at] as number), 0) / vectors.length);
}

/** From `origin`, with length 1. */
function direction(vector: Float32Array, origin: Float32Array): Float32Array {
  const from = vector.map((one, at) => one - (origin[at] as number));
  const length = Math.sqrt(dot(from, from)) || 1;
  return from.map((one) => one / length);
}
