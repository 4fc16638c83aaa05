import { ComplaintPolicy } from './complaint-policy.ts';

export const policyExample = {
  kinds: { complaint: 'certain' },
  scores: [{ metric: 'nps', atMost: 2, verdict: 'certain' }],
  categories: { safety: 'certain' },
  words: {
    certainFrom: 3,
    atMost: { praise: 'none' },
    content: { nps: 9, csat: 5, verdict: 'suspected' },
    lexicons: {
      en: { certain: ['refund!'], suspected: ['disappointed'], harmless: ['no complaints'], negations: ['not'] },
    },
  },
};

export const PolicyView = {
  ...ComplaintPolicy,
  properties: { version: { type: 'integer' }, ...ComplaintPolicy.properties },
  example: { version: 1, ...policyExample },
};
