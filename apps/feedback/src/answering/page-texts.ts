/** What the worst and the best of a scale mean. */
export type ScaleEnds = readonly [worst: string, best: string];

/** What the pages say themselves, in one language. `{name}` is filled in. */
export interface PageTexts {
  /** Of a survey without a title of its own. */
  readonly title: string;
  readonly languages: string;
  readonly required: string;
  readonly noAnswer: string;
  readonly chooseAny: string;
  readonly from: string;
  readonly scale: string;
  readonly kept: string;
  readonly next: string;
  readonly back: string;
  readonly send: string;
  readonly sendTitle: string;
  readonly sendHint: string;
  readonly asks: Readonly<Record<'experience' | 'expectation' | 'importance' | 'ideal', string>>;
  readonly ends: Readonly<Record<'nps' | 'csat' | 'ces' | 'rating' | 'experience' | 'importance', ScaleEnds>>;
  readonly errorTitle: string;
  readonly errors: Readonly<Record<'required' | 'number' | 'range' | 'long' | 'option' | 'empty', string>>;
  /** Pages without questions: their heading and what they say. */
  readonly notices: Readonly<Record<Notice, readonly [heading: string, text: string]>>;
}

export type Notice = 'thanks' | 'expired' | 'unknown' | 'closed' | 'busy';
