export const formType = 'application/x-www-form-urlencoded';

/** What an HTML form sends: each field with its values in order. A field may be called `constructor`, so it is a map. */
export type FormFields = ReadonlyMap<string, readonly string[]>;

/**
 * Reads application/x-www-form-urlencoded (URL Standard, section 5). What a person cannot see to correct it does not
 * fail the form: NUL characters are dropped and half surrogate pairs replaced, as neither can be stored. Lines end with LF.
 */
export function parseForm(text: string): FormFields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const values = fields.get(name) ?? [];
    values.push(value.replaceAll('\0', '').toWellFormed().replaceAll('\r\n', '\n'));
    fields.set(name, values);
  }
  return fields;
}
