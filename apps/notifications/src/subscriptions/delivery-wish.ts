import { type Fault, Invalid } from '@harken/errors';
import type { Delivery, Language } from '../channels/delivery.ts';

/** How a subscriber wants to be told, as it came in: the fields of all kinds side by side. */
export interface DeliveryWish {
  readonly kind: 'webhook' | 'email' | 'worklist';
  readonly url?: string;
  readonly ordered?: boolean;
  readonly to?: readonly string[];
  readonly language?: string;
  readonly roles?: readonly string[];
  readonly people?: readonly string[];
}

const fieldsOf: Readonly<
  Record<DeliveryWish['kind'], { readonly required: readonly string[]; readonly allowed: readonly string[] }>
> = {
  webhook: { required: ['url'], allowed: ['kind', 'url', 'ordered'] },
  email: { required: ['to'], allowed: ['kind', 'to', 'language'] },
  worklist: { required: [], allowed: ['kind', 'roles', 'people'] },
};

/** Throws Invalid with every fault; a kind that is promised but not there yet says so by its own code. */
export function readDelivery(wish: DeliveryWish): Delivery {
  const { required, allowed } = fieldsOf[wish.kind];
  const unknown = Object.keys(wish).filter((field) => !allowed.includes(field));
  const missing = required.filter((field) => !(field in wish));
  const faults: Fault[] = [
    ...unknown.map((field) => fault(field, 'unknown-field', `is not known of ${wish.kind}`)),
    ...missing.map((field) => fault(field, 'required', 'is required')),
  ];
  if (faults.length > 0) throw new Invalid('request.invalid', 'The delivery does not fit its kind.', faults);
  if (wish.kind === 'webhook') return { kind: 'webhook', url: wish.url ?? '', ordered: wish.ordered ?? false };
  if (wish.kind === 'email') return { kind: 'email', to: wish.to ?? [], language: languageOf(wish.language) };
  throw new Invalid('subscription.worklist-not-built', 'Worklists are not built yet; use webhook or email.', [
    fault('kind', 'not-built', 'worklist is not built yet'),
  ]);
}

const fault = (field: string, code: string, detail: string): Fault => ({ pointer: `/delivery/${field}`, code, detail });

/** The language of the texts: the primary subtag decides, English when there is none. */
export function languageOf(tag: string | undefined): Language {
  const primary = tag?.toLowerCase().split('-')[0];
  return primary === 'zh' || primary === 'th' ? primary : 'en';
}
