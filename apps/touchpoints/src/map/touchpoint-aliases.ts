interface Named {
  readonly touchpoint: string | null;
}

/** What names touchpoints: an interaction or feedback, a correction of feedback, a complaint. */
export type NamingTouchpoints =
  | Named
  | { readonly before: Named; readonly after?: Named }
  | { readonly complaint: Named };

/** The touchpoints as they were named. Feedback has a `complaint` too, its verdict: so its own name is asked for first. */
export function touchpointsNamedIn(data: NamingTouchpoints): string[] {
  const named = 'touchpoint' in data ? [data] : 'complaint' in data ? [data.complaint] : [data.before, data.after];
  return named.flatMap((each) => each?.touchpoint ?? []);
}

/** The same with the touchpoints that the names stand for. */
export function withAliasesResolved<Data extends NamingTouchpoints>(
  data: Data,
  aliases: ReadonlyMap<string, string>,
): Data {
  const resolve = <T extends Named>(named: T): T => ({
    ...named,
    touchpoint: aliases.get(named.touchpoint ?? '') ?? named.touchpoint,
  });
  const resolved = (given: NamingTouchpoints): NamingTouchpoints => {
    if ('touchpoint' in given) return resolve(given);
    if ('complaint' in given) return { ...given, complaint: resolve(given.complaint) };
    return { ...given, before: resolve(given.before), ...(given.after && { after: resolve(given.after) }) };
  };
  // Only names change, so what comes out is of the kind that went in.
  return resolved(data) as Data;
}
