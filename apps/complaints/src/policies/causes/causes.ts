import { FieldErrors, Invalid, RuleBroken } from '@harken/errors';

/** Why things go wrong: one list for complaints and problems, so that they can be counted together. */
export interface Cause {
  readonly id: string;
  /** By language, BCP 47. */
  readonly names: Readonly<Record<string, string>>;
  /** false: it stays with what has it, and nothing gets it any more. */
  readonly active: boolean;
}

export interface Causes {
  readonly causes: readonly Cause[];
}

const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** Throws with every fault of the list. */
export function assertValidCauses({ causes }: Causes): void {
  const errors = new FieldErrors();
  causes.forEach(({ id, names }, index) => {
    const at = errors.at('causes', index);
    at.at('id').addIf(causes.findIndex((one) => one.id === id) < index, 'repeated', `${id} is there already.`);
    const named = Object.entries(names);
    at.at('names').addIf(named.length === 0, 'required', 'needs a name in one language at least');
    for (const [language, name] of named) {
      at.at('names', language).addIf(
        !languageTag.test(language),
        'wrong-format',
        'must be a language, BCP 47: `en`, `th`, `zh-Hant`',
      );
      if (typeof name !== 'string') at.at('names', language).add('wrong-type', 'must be a text');
      else
        at.at('names', language).addIf(name.trim() === '' || name.length > 200, 'wrong-length', '1 to 200 characters');
    }
  });
  errors.throwIfAny('causes.invalid', 'The list of causes is not in order.');
}

/** Throws if the list does not allow this cause. As long as no cause is active none is needed. */
export function assertCause({ causes }: Causes, cause: string | undefined): void {
  const active = causes.filter((one) => one.active);
  if (cause === undefined) {
    if (active.length === 0) return;
    throw new RuleBroken('complaint.cause-missing', 'A cause from the list is needed to resolve it.', {
      causes: active.map(({ id }) => id),
    });
  }
  if (!active.some(({ id }) => id === cause))
    throw new Invalid('complaint.cause-unknown', 'The list has no such cause.', [
      { pointer: '/cause', code: 'complaint.cause-unknown', detail: `No active cause has the id ${cause}.` },
    ]);
}
