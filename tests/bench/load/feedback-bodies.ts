const texts = [
  ['en', 'The keys did not fit and nobody called back for three days.'],
  ['en', 'Everything went well, thank you. The handover was quick and friendly.'],
  ['zh', '客服态度很差，等了一个小时也没有人回复。'],
  ['th', 'บริการดีมาก พนักงานสุภาพและรวดเร็ว'],
] as const;
export const touchpoints = ['viewing', 'contract', 'handover', 'repair', 'payment'] as const;
export const customers = 500;

/** The n-th piece of feedback: 27 of 100 are complaints by their scores. `id` has to be new each time. */
export function feedbackBody(n: number, id: string) {
  const [language, text] = texts[n % texts.length] ?? texts[0];
  const nps = n % 11;
  return {
    source: 'bench',
    id,
    customer: `bench-${(n * 7919) % customers}`,
    method: 'survey',
    touchpoint: touchpoints[n % touchpoints.length] ?? null,
    channel: 'web',
    category: 'defect',
    text,
    language,
    answers: {
      nps,
      csat: Math.max(1, Math.ceil(nps / 2)),
      factors: [{ factor: 'service', experience: nps > 2 ? Math.max(4, nps) : nps, expectation: 8, importance: 9 }],
    },
    occurredAt: new Date(Date.now() - (n % 60) * 1_000).toISOString(),
  };
}

export type FeedbackBody = ReturnType<typeof feedbackBody>;
