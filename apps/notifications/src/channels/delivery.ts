export type Language = 'en' | 'zh' | 'th';
export const languages: readonly Language[] = ['en', 'zh', 'th'];

export type Delivery =
  | { readonly kind: 'webhook'; readonly url: string; readonly ordered: boolean }
  | { readonly kind: 'email'; readonly to: readonly string[]; readonly language: Language };
