import type { FieldError } from '@harken/errors';
import { textIn } from '../programmes/local-text.ts';
import {
  type Answer,
  asksOf,
  type FactorAsk,
  type FactorScores,
  longestText,
  type Question,
  type Scale,
  scaleOf,
} from '../programmes/survey.ts';
import { fieldName } from './answer-form.ts';
import { type Html, type HtmlPart, html } from './html.ts';
import { fill } from './page-languages.ts';
import type { PageTexts, ScaleEnds } from './page-texts.ts';

/** In what the page is written: the survey in its language, the page's own words as near to it as there are. */
export interface Wording {
  readonly language: string;
  readonly texts: PageTexts;
  /** Marks a text of the page where the page's words are in another language than the survey. */
  readonly say: (text: string) => HtmlPart;
}

export interface AskedQuestion {
  readonly question: Question;
  /** What was answered before, or now and wrongly. */
  readonly answer: Answer | null | undefined;
  readonly faults: readonly FieldError[];
  /** Unique on the page; also the id of its first field. */
  readonly id: string;
}

// A longer scale is typed, not chosen: more buttons fit on no phone.
const maxPoints = 11;

/** One question with its fields, its hint and what is wrong with the answer. */
export function questionHtml(asked: AskedQuestion, wording: Wording): Html {
  const { question, faults, id } = asked;
  const text = textIn(question.text, wording.language);
  const mark = question.required && html` <span class="mark">(${wording.say(wording.texts.required)})</span>`;
  const fault =
    faults[0] &&
    html`<p class="fault" id="${id}-fault">${wording.say(faultText(faults[0], question, wording.texts))}</p>`;
  const style = fault ? 'question wrong' : 'question';
  const scale = scaleOf(question);
  if (question.kind === 'text') {
    return html`<div class="${style}"><label for="${id}">${text}${mark}</label>${fault}
<textarea id="${id}" name="${fieldName(question)}" rows="5" maxlength="${longestText}"${described(id, fault, false)}>${typed(asked)}</textarea></div>`;
  }
  const asks = asksOf(question);
  if (question.kind === 'factor' && scale && asks.length > 1) {
    const parts = asks.map((ask, index) => {
      const part = { ...asked, id: index === 0 ? id : `${id}-${ask}` };
      return scaleHtml(part, { scale, ask, legend: html`${wording.say(wording.texts.asks[ask])}` }, wording);
    });
    return html`<fieldset class="${style}"${described(id, fault, false)}><legend>${text}${mark}</legend>${fault}${parts}</fieldset>`;
  }
  if (scale) {
    const ask = question.kind === 'factor' ? asks[0] : undefined;
    const legend = html`${text}${mark}`;
    return html`<div class="${style}">${scaleHtml(asked, { scale, ask, legend, fault }, wording)}</div>`;
  }
  return html`<fieldset class="${style}"${described(id, fault, question.kind === 'multiple_choice')}><legend>${text}${mark}</legend>${fault}${choices(asked, wording)}</fieldset>`;
}

function described(id: string, fault: HtmlPart, hint: boolean): HtmlPart {
  const ids = [hint && `${id}-hint`, fault && `${id}-fault`].filter((one) => one);
  return ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`;
}

interface ScaleFields {
  readonly scale: Scale;
  readonly ask: FactorAsk | undefined;
  readonly legend: Html;
  readonly fault?: HtmlPart;
}

function scaleHtml(asked: AskedQuestion, { scale, ask, legend, fault }: ScaleFields, wording: Wording): Html {
  const { question, id } = asked;
  const name = fieldName(question, question.kind === 'factor' ? ask : undefined);
  const value = scoreOf(asked.answer, ask);
  const points = pointsOf(scale);
  const [worst, best] = endsOf(question, ask, wording.texts);
  const ends = wording.say(fill(wording.texts.scale, { ...scale, worst, best }));
  if (!points) {
    return html`<label for="${id}">${legend}</label>${fault}
<p class="hint" id="${id}-hint">${wording.say(fill(wording.texts.from, { ...scale }))}<br>${ends}</p>
<input type="text" id="${id}" name="${name}" inputmode="decimal" autocomplete="off" value="${value}"${described(id, fault, true)}>`;
  }
  const buttons = points.map((point, index) => {
    return html`<label class="point"><input type="radio"${index === 0 && html` id="${id}"`} name="${name}" value="${point}"${value === String(point) && html` checked`}><span>${point}</span></label>`;
  });
  return html`<fieldset${described(id, fault, true)}><legend>${legend}</legend>${fault}<p class="hint" id="${id}-hint">${ends}</p>
<div class="points${points.length <= 7 ? ' few' : ''}">${buttons}</div>${noAnswer(question, name, value === '', wording)}</fieldset>`;
}

/** A radio button cannot be undone, so what may stay open has one that says nothing. */
const noAnswer = ({ required }: Question, name: string, chosen: boolean, { texts, say }: Wording): HtmlPart =>
  !required &&
  html`<label class="choice"><input type="radio" name="${name}" value=""${chosen && html` checked`}><span>${say(texts.noAnswer)}</span></label>`;

function choices({ question, answer, id }: AskedQuestion, wording: Wording): Html {
  const several = question.kind === 'multiple_choice';
  const name = fieldName(question);
  const chosen: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  const hint = several && html`<p class="hint" id="${id}-hint">${wording.say(wording.texts.chooseAny)}</p>`;
  const options = (question.options ?? []).map((option, index) => {
    return html`<label class="choice"><input type="${several ? 'checkbox' : 'radio'}"${index === 0 && html` id="${id}"`} name="${name}" value="${option.id}"${chosen.includes(option.id) && html` checked`}><span>${textIn(option.text, wording.language)}</span></label>`;
  });
  return html`${hint}${options}${!several && noAnswer(question, name, answer == null, wording)}`;
}

function endsOf({ kind }: Question, ask: FactorAsk | undefined, { ends }: PageTexts): ScaleEnds {
  if (ask) return ask === 'importance' ? ends.importance : ends.experience;
  return ends[kind as 'nps' | 'csat' | 'ces' | 'rating'];
}

function pointsOf({ min, max }: Scale): readonly number[] | undefined {
  if (!Number.isInteger(min) || !Number.isInteger(max) || max - min >= maxPoints) return undefined;
  return Array.from({ length: max - min + 1 }, (_, index) => min + index);
}

function scoreOf(answer: Answer | null | undefined, ask: FactorAsk | undefined): string {
  const score = ask ? (answer as FactorScores | null | undefined)?.[ask] : answer;
  return typeof score === 'number' && !Number.isNaN(score) ? String(score) : '';
}

const typed = ({ answer }: AskedQuestion): string => (typeof answer === 'string' ? answer : '');

/** What to tell the person about a fault of their answer. */
export function faultText({ code }: FieldError, question: Question, { errors }: PageTexts): string {
  const scale = scaleOf(question);
  if (code === 'required') return errors.required;
  if (code === 'too-long') return fill(errors.long, { max: longestText });
  if (code === 'out-of-range' && scale) return fill(errors.range, { ...scale });
  return scale ? errors.number : errors.option;
}
