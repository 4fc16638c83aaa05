import type { Answers, Kind, Verdict } from '@harken/contracts';
import type { Static } from 'typebox';
import type { ComplaintPolicy, Metric } from './complaint-policy.ts';
import { primaryLanguage } from './language.ts';
import { type LexiconReader, lexiconReader } from './lexicon-reader.ts';

/** What the verdict looks at. Absent answers are null and never count as low. */
export interface Judged {
  readonly kind: Kind | null;
  readonly category: string | null;
  readonly text: string | null;
  /** What the text is written in, as `languageOf` has it. */
  readonly language: string | null;
  readonly answers: Static<typeof Answers>;
}

export interface ComplaintVerdict {
  readonly verdict: Verdict;
  readonly reasons: string[];
}

interface Finding {
  readonly verdict: Verdict;
  readonly reason: string;
}

export type Judge = (feedback: Judged) => ComplaintVerdict;

const weight: Readonly<Record<Verdict, number>> = { none: 0, suspected: 1, certain: 2 };
const mostTermsNamed = 8;

const strongest = (found: readonly Finding[]): Verdict =>
  found.reduce<Verdict>((most, { verdict }) => (weight[verdict] > weight[most] ? verdict : most), 'none');
const weaker = (a: Verdict, b: Verdict): Verdict => (weight[a] < weight[b] ? a : b);

/** Prepares a policy once for many verdicts. Reasons read `kind:complaint`, `score:nps<=2`, `words:en:refund`. */
export function judgeBy(policy: ComplaintPolicy): Judge {
  const readers = new Map(
    Object.entries(policy.words.lexicons).map(([language, lexicon]) => [language, lexiconReader(language, lexicon)]),
  );
  const scoreRules = rulesByMetric(policy);
  return (feedback) => {
    const found = [
      ...byKind(feedback, policy),
      ...byScore(feedback, scoreRules),
      ...byCategory(feedback, policy),
      ...byWords(feedback, policy, readers),
    ].filter(({ verdict }) => verdict !== 'none');
    return { verdict: strongest(found), reasons: [...new Set(found.map(({ reason }) => reason))] };
  };
}

function byKind({ kind }: Judged, { kinds }: ComplaintPolicy): Finding[] {
  const verdict = kind === null ? undefined : kinds[kind];
  return verdict ? [{ verdict, reason: `kind:${kind}` }] : [];
}

function byCategory({ category }: Judged, { categories }: ComplaintPolicy): Finding[] {
  const verdict = category !== null && Object.hasOwn(categories, category) ? categories[category] : undefined;
  return verdict ? [{ verdict, reason: `category:${category}` }] : [];
}

type ScoreRule = ComplaintPolicy['scores'][number];
type ScoreRules = ReadonlyMap<Metric, readonly ScoreRule[]>;

/** The rules of each metric, the weightiest first and of those the lowest bound. */
function rulesByMetric({ scores }: ComplaintPolicy): ScoreRules {
  const sorted = [...scores].sort((a, b) => weight[b.verdict] - weight[a.verdict] || a.atMost - b.atMost);
  return Map.groupBy(sorted, ({ metric }) => metric);
}

/** Of several rules on one answer only the lowest bound that holds speaks: nps 1 is `nps<=2`, not also `nps<=4`. */
function byScore({ answers }: Judged, rules: ScoreRules): Finding[] {
  const found: Finding[] = [];
  const look = (metric: Metric, label: string, value: number | null) => {
    const rule = value === null ? undefined : rules.get(metric)?.find(({ atMost }) => value <= atMost);
    if (rule) found.push({ verdict: rule.verdict, reason: `score:${label}<=${rule.atMost}` });
  };
  look('nps', 'nps', answers.nps);
  look('csat', 'csat', answers.csat);
  look('ces', 'ces', answers.ces);
  for (const { factor, experience } of answers.factors) look('experience', `experience:${factor}`, experience);
  for (const { name, value, min, max } of answers.ratings)
    look('rating', `rating:${name}`, (value - min) / (max - min));
  return found;
}

function byWords(feedback: Judged, policy: ComplaintPolicy, readers: ReadonlyMap<string, LexiconReader>): Finding[] {
  const { text } = feedback;
  if (text === null) return [];
  const most = mostThatWordsSay(feedback, policy);
  return languagesToRead(text, feedback.language).flatMap((language) => {
    const terms = readers.get(language)?.(text);
    if (!terms) return [];
    const addUp = policy.words.certainFrom !== null && terms.suspected.length >= policy.words.certainFrom;
    const finding = (verdict: Verdict) => (term: string) => ({
      verdict: weaker(verdict, most),
      reason: `words:${language}:${term}`,
    });
    return [
      ...terms.certain.map(finding('certain')),
      ...terms.suspected.map(finding(addUp ? 'certain' : 'suspected')),
    ].slice(0, mostTermsNamed);
  });
}

function mostThatWordsSay({ kind, answers }: Judged, { words }: ComplaintPolicy): Verdict {
  const { nps, csat, verdict } = words.content;
  const content =
    (nps !== null && answers.nps !== null && answers.nps >= nps) ||
    (csat !== null && answers.csat !== null && answers.csat >= csat);
  const byDeclaredKind = (kind !== null && words.atMost[kind]) || 'certain';
  return content ? weaker(byDeclaredKind, verdict) : byDeclaredKind;
}

/**
 * English is also tried where nothing says what the language is, and on the Latin words in Thai and Chinese texts.
 * Those texts are read with no other list: `fr` text has words that mean something else in English.
 */
function languagesToRead(text: string, tag: string | null): string[] {
  if (tag === null) return ['en'];
  const language = primaryLanguage(tag);
  return spaceless.has(language) && /[a-z]{3}/i.test(text) ? [language, 'en'] : [language];
}

const spaceless = new Set(['zh', 'th', 'ja', 'ko']);
