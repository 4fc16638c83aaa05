import type { Answers, Kind, Verdict } from '@harken/contracts';
import type { Static } from 'typebox';
import type { ComplaintPolicy, Metric } from './complaint-policy.ts';
import { isBeyondLatin, looksEnglish, primaryLanguage } from './detect-language.ts';
import { createTermMatcher, type TermMatcher } from './term-matcher.ts';
import type { TextModel } from './text-model/text-model.ts';

/** The parts of feedback that decide the verdict. Absent answers are null and never count as low. */
export interface ClassifierInput {
  readonly kind: Kind | null;
  readonly category: string | null;
  readonly text: string | null;
  /** The language of the text, from `detectLanguage`. */
  readonly language: string | null;
  readonly answers: Static<typeof Answers>;
}

/** Whether feedback is a complaint, and why. */
export interface Classification {
  readonly verdict: Verdict;
  readonly reasons: string[];
}

interface Finding {
  readonly verdict: Verdict;
  readonly reason: string;
}

export type Classifier = (feedback: ClassifierInput) => Classification;

const rank: Readonly<Record<Verdict, number>> = { none: 0, suspected: 1, certain: 2 };
const maxTermsInReasons = 8;

const strongest = (found: readonly Finding[]): Verdict =>
  found.reduce<Verdict>((max, { verdict }) => (rank[verdict] > rank[max] ? verdict : max), 'none');
const isReason = ({ verdict }: Finding): boolean => verdict !== 'none';
const weaker = (a: Verdict, b: Verdict): Verdict => (rank[a] < rank[b] ? a : b);

/**
 * Prepares a policy once for many classifications. Reasons read `kind:complaint`, `score:nps<=2`, `words:en:refund`,
 * `model:en:0.93` and `text:en:nobody came`: what the text model gives, and the phrases that speak most for it.
 */
export function createClassifier(policy: ComplaintPolicy, models: ReadonlyMap<string, TextModel>): Classifier {
  const matchers = new Map(
    Object.entries(policy.words.lexicons).map(([language, lexicon]) => [
      language,
      createTermMatcher(language, lexicon),
    ]),
  );
  const scoreRules = rulesByMetric(policy);
  return (feedback) => {
    const found = [
      ...byKind(feedback, policy),
      ...byScore(feedback, scoreRules),
      ...byCategory(feedback, policy),
    ].filter(isReason);
    found.push(...byModel(feedback, policy, models).filter(isReason));
    found.push(...byWords(feedback, policy, matchers, found.length > 0).filter(isReason));
    return { verdict: strongest(found), reasons: [...new Set(found.map(({ reason }) => reason))] };
  };
}

function byKind({ kind }: ClassifierInput, { kinds }: ComplaintPolicy): Finding[] {
  const verdict = kind === null ? undefined : kinds[kind];
  return verdict ? [{ verdict, reason: `kind:${kind}` }] : [];
}

function byCategory({ category }: ClassifierInput, { categories }: ComplaintPolicy): Finding[] {
  const verdict = category !== null && Object.hasOwn(categories, category) ? categories[category] : undefined;
  return verdict ? [{ verdict, reason: `category:${category}` }] : [];
}

type ScoreRule = ComplaintPolicy['scores'][number];
type ScoreRules = ReadonlyMap<Metric, readonly ScoreRule[]>;

/** The rules of each metric: the strongest verdict first, then the lowest bound. */
function rulesByMetric({ scores }: ComplaintPolicy): ScoreRules {
  const sorted = [...scores].sort((a, b) => rank[b.verdict] - rank[a.verdict] || a.atMost - b.atMost);
  return Map.groupBy(sorted, ({ metric }) => metric);
}

/**
 * Only the first rule that matches an answer gives a reason: nps 1 gives `nps<=2`, not `nps<=4` as well. `fromShare` asks
 * how many of the answers to the metric are so low: one of 24 factors says less than one of two.
 */
function byScore({ answers }: ClassifierInput, rules: ScoreRules): Finding[] {
  const found: Finding[] = [];
  const check = (metric: Metric, label: string, value: number | null, all?: readonly number[]) => {
    const rule =
      value === null ? undefined : rules.get(metric)?.find((one) => value <= one.atMost && isWidespread(one, all));
    if (rule) found.push({ verdict: rule.verdict, reason: `score:${label}<=${rule.atMost}` });
  };
  check('nps', 'nps', answers.nps);
  check('csat', 'csat', answers.csat);
  check('ces', 'ces', answers.ces);
  const factors = answers.factors.map(experienceOf);
  const experiences = factors.filter((value) => value !== null);
  answers.factors.forEach(({ factor }, index) => {
    check('experience', `experience:${factor}`, factors[index] ?? null, experiences);
  });
  const ratings = answers.ratings.map(({ value, min, max }) => (value - min) / (max - min));
  answers.ratings.forEach(({ name }, index) => {
    check('rating', `rating:${name}`, ratings[index] ?? null, ratings);
  });
  return found;
}

/** On 0-10, whatever its scale. */
const experienceOf = ({
  experience,
  min = 0,
  max = 10,
}: ClassifierInput['answers']['factors'][number]): number | null =>
  experience === null ? null : ((experience - min) * 10) / (max - min);

function isWidespread({ atMost, fromShare = 0 }: ScoreRule, all: readonly number[] = []): boolean {
  return all.filter((value) => value <= atMost).length >= all.length * fromShare;
}

/** The model of the first language that the text may be in. */
function byModel(
  feedback: ClassifierInput,
  policy: ComplaintPolicy,
  models: ReadonlyMap<string, TextModel>,
): Finding[] {
  const { text, language: tag } = feedback;
  const most = weaker(policy.model.atMost, maxVerdictByText(feedback, policy));
  if (text === null || most === 'none') return [];
  const language = languagesToMatch(text, tag, models).find((one) => models.has(one));
  const model = language === undefined ? undefined : models.get(language);
  if (!model) return [];
  const probability = model.probability(text);
  const { suspected, certain } = model.header.thresholds;
  if (probability < (policy.model.suspected ?? suspected)) return [];
  const verdict = weaker(probability >= (policy.model.certain ?? certain) ? 'certain' : 'suspected', most);
  const phrases = model.explain(text).map((phrase) => `text:${language}:${phrase}`);
  return [`model:${language}:${probability.toFixed(2)}`, ...phrases].map((reason) => ({ verdict, reason }));
}

function byWords(
  feedback: ClassifierInput,
  policy: ComplaintPolicy,
  matchers: ReadonlyMap<string, TermMatcher>,
  hasOtherReason: boolean,
): Finding[] {
  const { text, language: tag } = feedback;
  if (text === null) return [];
  const limit = maxVerdictByText(feedback, policy);
  const byTerms = languagesToMatch(text, tag, matchers).flatMap((language) => {
    const terms = matchers.get(language)?.(text);
    if (!terms) return [];
    const addUp = policy.words.certainFrom !== null && terms.suspected.length >= policy.words.certainFrom;
    const finding = (verdict: Verdict) => (term: string) => ({
      verdict: weaker(verdict, limit),
      reason: `words:${language}:${term}`,
    });
    // A critical word alone proposes; beside another reason it decides.
    const alone = !hasOtherReason && terms.certain.length + terms.suspected.length + terms.critical.length === 1;
    return [
      ...terms.certain.map(finding('certain')),
      ...terms.critical.map(finding(alone ? 'suspected' : 'certain')),
      ...terms.suspected.map(finding(addUp ? 'certain' : 'suspected')),
    ].slice(0, maxTermsInReasons);
  });
  if (byTerms.length > 0 || !isOfOtherLanguage(text, tag, matchers)) return byTerms;
  const verdict = weaker(policy.words.otherLanguages ?? 'none', limit);
  return [{ verdict, reason: `language:${tag === null ? 'unknown' : primaryLanguage(tag)}` }];
}

/** Whether no list reads the text: its language has none, or is unknown in a script that is not Latin. */
const isOfOtherLanguage = (text: string, tag: string | null, matchers: ReadonlyMap<string, TermMatcher>): boolean =>
  tag === null ? isBeyondLatin(text) : !matchers.has(primaryLanguage(tag)) && !looksEnglish(text);

function maxVerdictByText({ kind, answers }: ClassifierInput, { words }: ComplaintPolicy): Verdict {
  const { nps, csat, verdict } = words.content;
  const content =
    (nps !== null && answers.nps !== null && answers.nps >= nps) ||
    (csat !== null && answers.csat !== null && answers.csat >= csat);
  const byDeclaredKind = (kind !== null && words.atMost[kind]) || 'certain';
  return content ? weaker(byDeclaredKind, verdict) : byDeclaredKind;
}

/**
 * English is also tried when the language is unknown, on the Latin words in Thai and Chinese texts, and on what looks
 * English in a language without a list. It is not tried on other languages: a French text has words that mean something
 * else in English.
 */
export function languagesToMatch(text: string, tag: string | null, known: ReadonlyMap<string, unknown>): string[] {
  if (tag === null) return ['en'];
  const language = primaryLanguage(tag);
  const withEnglish = languagesWithoutSpaces.has(language)
    ? /[a-z]{3}/i.test(text)
    : !known.has(language) && looksEnglish(text);
  return withEnglish ? [language, 'en'] : [language];
}

const languagesWithoutSpaces = new Set(['zh', 'th', 'ja', 'ko']);
