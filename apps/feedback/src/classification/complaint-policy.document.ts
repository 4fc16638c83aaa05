import { Stale } from '@harken/errors';
import { defineDocument } from '@harken/service';
import { ComplaintPolicy, defaultPolicy } from './complaint-policy.ts';

export const examplePolicy: ComplaintPolicy = {
  kinds: { complaint: 'certain' },
  scores: [{ metric: 'nps', atMost: 2, verdict: 'certain' }],
  categories: { safety: 'certain' },
  model: { atMost: 'certain', suspected: null, certain: null },
  words: {
    certainFrom: 3,
    atMost: { praise: 'none' },
    content: { nps: 9, csat: 5, verdict: 'suspected' },
    lexicons: {
      en: { certain: ['refund!'], suspected: ['disappointed'], harmless: ['no complaints'], negations: ['not'] },
    },
  },
};

/** When feedback counts as a complaint. Feedback that is in already keeps its verdict. */
export const complaintPolicy = defineDocument<ComplaintPolicy>({
  name: 'complaint policy',
  table: 'complaint_policies',
  path: 'v1/complaint-policy',
  tag: 'complaint policy',
  roles: { publish: ['manager', 'ops'], read: ['supervisor', 'manager', 'analyst', 'ops'] },
  body: { schema: ComplaintPolicy, example: examplePolicy },
  answer: {
    schema: {
      ...ComplaintPolicy,
      title: 'ComplaintPolicyVersion',
      required: ['version', ...ComplaintPolicy.required],
      properties: { version: { type: 'integer' }, ...ComplaintPolicy.properties },
      example: { version: 1, ...examplePolicy },
    },
  },
  unpublished: () => defaultPolicy,
  stale: (version) => new Stale('complaint-policy.stale', 'The policy has changed since that version.', { version }),
  texts: {
    publish: [
      'Set when feedback counts as a complaint',
      'The whole policy, as a new version. It holds for what comes in from now on, on every replica.',
    ],
    read: [
      'Read when feedback counts as a complaint',
      'The policy that holds now. Version 0 is the one that ships; a newer release may improve it.',
    ],
    answer: 'The policy that holds now.',
  },
});
