import { everybody, type Programme, programmeDefaults } from './programme.ts';

/** A programme that asks one question after a visit, at once. */
export const someProgramme = (overrides: Partial<Programme> = {}): Programme => ({
  ...programmeDefaults,
  audience: everybody,
  name: 'After a visit',
  questions: [{ id: 'recommend', kind: 'nps', text: { en: 'Would you recommend us?', th: 'คุณจะแนะนำเราไหม' } }],
  trigger: { kind: 'interaction', types: ['visit'], delay: 'PT0S' },
  ...overrides,
});
