const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the service adds to what was left out, deep inside: nothing, a flag, or the default of a field. */
const isDefault = (value: unknown): boolean =>
  value === null ||
  typeof value === 'boolean' ||
  (Array.isArray(value) && (value.length === 0 || (value.length === 1 && value[0] === 'public'))) ||
  (isObject(value) && Object.keys(value).length === 0);

function isSame(wanted: unknown, there: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(there) || there.length !== wanted.length) return false;
    return wanted.every((item, index) => isSame(item, there[index]));
  }
  if (!isObject(wanted)) return wanted === there || (wanted == null && there == null);
  if (!isObject(there)) return false;
  const more = Object.keys(there).filter((key) => !(key in wanted) && !isDefault(there[key]));
  return more.length === 0 && Object.entries(wanted).every(([key, value]) => isSame(value, there[key]));
}

/** The fields of the body that the service does not have like that. Fields that only the service has are not asked about. */
export const differingFields = (
  wanted: Readonly<Record<string, unknown>>,
  there: Readonly<Record<string, unknown>>,
): string[] => Object.keys(wanted).filter((key) => !isSame(wanted[key], there[key]));
