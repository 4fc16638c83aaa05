import { type EventData, happened, type NewEvent, ThemesAssigned } from '@harken/contracts';

/** A theme of a text, and how it was found. */
export type AssignedTheme = EventData<typeof ThemesAssigned>['themes'][number];

/** The themes of a text, sorted by their id. */
export interface ThemeAssignment {
  readonly themes: readonly AssignedTheme[];
  /** The reader found no theme that is clearly the nearest. */
  readonly unsure: boolean;
}

export const noThemesAssigned: ThemeAssignment = { themes: [], unsure: false };

export const isEmpty = ({ themes, unsure }: ThemeAssignment): boolean => themes.length === 0 && !unsure;

export const sameThemes = (a: ThemeAssignment, b: ThemeAssignment): boolean =>
  a.unsure === b.unsure &&
  a.themes.length === b.themes.length &&
  a.themes.every(({ theme, by }, at) => theme === b.themes[at]?.theme && by === b.themes[at]?.by);

export const byWords = (ids: readonly string[]): ThemeAssignment => ({
  themes: [...ids].sort().map((theme) => ({ theme, by: 'words', score: null })),
  unsure: false,
});

/** `version` is that of the list of themes. */
export const themesAssigned = (
  feedback: { readonly id: string; readonly version: number },
  { themes, unsure }: ThemeAssignment,
  { version, at }: { version: number; at: Date },
): NewEvent =>
  happened(ThemesAssigned, feedback.id, {
    feedbackId: feedback.id,
    feedbackVersion: feedback.version,
    themes: [...themes],
    unsure,
    version,
    at: at.toISOString(),
  });
