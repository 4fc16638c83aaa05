export interface Change {
  readonly find: string;
  readonly by: string;
}

/** The source with one piece exchanged; throws when it is not there exactly once, so that a broken build cannot rot in silence. */
export function replaced(source: string, { find, by }: Change, where: string): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`${where} holds ${parts.length - 1} times: ${find}`);
  return parts.join(by);
}
