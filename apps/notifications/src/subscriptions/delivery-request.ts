import { type FieldError, Invalid } from '@harken/errors';
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
  const unknown = Object.keys(request).filter((field) => !allowed.includes(field));
  const missing = required.filter((field) => !(field in request));
  const errors: FieldError[] = [
    ...unknown.map((field) => fieldError(field, 'unknown-field', `is not known of ${request.kind}`)),
    ...missing.map((field) => fieldError(field, 'required', 'is required')),
  ];
  if (errors.length > 0) throw new Invalid('request.invalid', 'The delivery does not fit its kind.', errors);
  if (request.kind === 'webhook') return { kind: 'webhook', url: request.url ?? '', ordered: request.ordered ?? false };
  if (request.kind === 'email') return { kind: 'email', to: request.to ?? [], language: languageOf(request.language) };
  throw new Invalid('subscription.worklist-not-built', 'Worklists are not built yet; use webhook or email.', [
    fieldError('kind', 'not-built', 'worklist is not built yet'),
  ]);
}

const fieldError = (field: string, code: string, detail: string): FieldError => ({
  pointer: `/delivery/${field}`,
  code,
  detail,
});

/** The language of the texts: the primary subtag decides, English when there is none. */
export function languageOf(tag: string | undefined): Language {
  const primary = tag?.toLowerCase().split('-')[0];
  return primary === 'zh' || primary === 'th' ? primary : 'en';
}
