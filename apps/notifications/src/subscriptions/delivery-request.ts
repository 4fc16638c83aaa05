import { FieldErrors, Invalid } from '@harken/errors';
import type { Delivery, Language } from '../channels/delivery.ts';

/** The delivery as requested: the fields of all kinds side by side. */
export interface DeliveryRequest {
  readonly kind: 'webhook' | 'email' | 'worklist';
  readonly url?: string;
  readonly ordered?: boolean;
  readonly to?: readonly string[];
  readonly language?: string;
  readonly roles?: readonly string[];
  readonly people?: readonly string[];
}

const fieldsOf: Readonly<
  Record<DeliveryRequest['kind'], { readonly required: readonly string[]; readonly allowed: readonly string[] }>
> = {
  webhook: { required: ['url'], allowed: ['kind', 'url', 'ordered'] },
  email: { required: ['to'], allowed: ['kind', 'to', 'language'] },
  worklist: { required: [], allowed: ['kind', 'roles', 'people'] },
};

/** Throws Invalid with all errors; a kind that is not built yet has its own code. */
export function parseDelivery(request: DeliveryRequest): Delivery {
  const { required, allowed } = fieldsOf[request.kind];
  const errors = new FieldErrors('/delivery');
  for (const field of Object.keys(request)) {
    errors.at(field).addIf(!allowed.includes(field), 'unknown-field', `is not known of ${request.kind}`);
  }
  for (const field of required) errors.at(field).addIf(!(field in request), 'required', 'is required');
  errors.throwIfAny('request.invalid', 'The delivery does not fit its kind.');
  if (request.kind === 'webhook') return { kind: 'webhook', url: request.url ?? '', ordered: request.ordered ?? false };
  if (request.kind === 'email') return { kind: 'email', to: request.to ?? [], language: languageOf(request.language) };
  throw new Invalid('subscription.worklist-not-built', 'Worklists are not built yet; use webhook or email.', [
    { pointer: '/delivery/kind', code: 'not-built', detail: 'worklist is not built yet' },
  ]);
}

/** The language of the texts: the primary subtag decides, English when there is none. */
export function languageOf(tag: string | undefined): Language {
  const primary = tag?.toLowerCase().split('-')[0];
  return primary === 'zh' || primary === 'th' ? primary : 'en';
}
