import type { JourneyHealth } from './journey-health.ts';

const column = 230;
const gap = 14;
const row = 46;
const top = 118;
const fonts = "'Noto Sans','Noto Sans CJK SC','Noto Sans Thai',system-ui,sans-serif";

interface Level {
  readonly fill: string;
  readonly stroke: string;
  readonly mark: string;
}

const none: Level = { fill: '#f3f4f6', stroke: '#9ca3af', mark: '–' };
const bad: Level = { fill: '#fde2e1', stroke: '#b42318', mark: '▼' };
const fair: Level = { fill: '#fdf0d0', stroke: '#93600a', mark: '■' };
const good: Level = { fill: '#dcf3e3', stroke: '#1a7340', mark: '▲' };

/** Shape and text say it too: colour is not the only sign. Of a single metric nothing is known to be good or bad. */
function levelOf(value: number | null, metric: string | null): Level {
  if (value === null) return none;
  if (metric !== null) return { fill: '#e5edf8', stroke: '#2f5b94', mark: '■' };
  if (value < 50) return bad;
  return value < 70 ? fair : good;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeXml = (text: string): string =>
  // Control characters have no place in XML, not even escaped.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to drop
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"']/g, (c) => escapes[c] ?? c);

/** Cut to a width in Latin letters; Chinese signs take two. */
function fit(text: string, width: number): string {
  let used = 0;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u.test(segment) ? 2 : 1;
    if (used > width - 1) return `${kept}…`;
    kept += segment;
  }
  return kept;
}

const shown = (value: number | null): string =>
  value === null
    ? 'no data'
    : String(Math.round(value * (Math.abs(value) <= 1 ? 1000 : 10)) / (Math.abs(value) <= 1 ? 1000 : 10));

const changeOf = (value: number | null, before: number | null | undefined): string => {
  if (value === null || before === null || before === undefined) return '';
  const change = value - before;
  return ` (${change < 0 ? '−' : '+'}${shown(Math.abs(change))})`;
};

const text = (x: number, y: number, content: string, style = ''): string =>
  `<text x="${x}" y="${y}"${style}>${escapeXml(content)}</text>`;

/** The health of a journey as a map: a column for each stage, a box for each touchpoint. Text is text; nothing moves. */
export function healthMap(health: JourneyHealth): string {
  const rows = health.stages.map(({ stage }) => health.parts.filter((part) => part.stage === stage).length);
  const width = Math.max(640, gap + health.stages.length * (column + gap));
  const height = top + 60 + Math.max(1, ...rows) * row + 34;
  const day = (at: string) => at.slice(0, 16).replace('T', ' ');
  const unit = health.metric ?? 'experience index, 0 to 100';
  const summary = `${health.name}: ${shown(health.value)}${changeOf(health.value, health.comparison?.value)}`;
  const missing = `${health.missing.length} of ${health.parts.length} touchpoints have no data; ${Math.round(health.coverage * 100)} % of the weight has.`;
  const worst = [...health.parts]
    .filter(({ value }) => value !== null)
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))[0];
  const description = `${unit}. ${missing}${worst ? ` Lowest: ${worst.name}, ${shown(worst.value)}.` : ''}`;
  const stages = health.stages.map((stage, index) => {
    const x = gap + index * (column + gap);
    const { fill, stroke, mark } = levelOf(stage.value, health.metric);
    const parts = health.parts.filter((part) => part.stage === stage.stage);
    const boxes = parts.map((part, at) => partBox(part, x, top + 60 + at * row, health.metric));
    return `<g><title>${escapeXml(`${stage.name}: ${shown(stage.value)}`)}</title><rect x="${x}" y="${top}" width="${column}" height="48" rx="6" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>${text(x + 12, top + 20, fit(stage.name, 30), ' font-weight="600"')}${text(x + 12, top + 38, `${mark} ${shown(stage.value)}${changeOf(stage.value, stage.before?.value)}`)}${text(x + column - 12, top + 38, `${Math.round(stage.weight * 100)} %`, ' text-anchor="end" fill="#4b5563"')}</g>${boxes.join('')}`;
  });
  const segment = health.segment === null ? 'all customers' : `segment ${health.segment}`;
  const against = health.comparison ? `; in brackets the change from ${day(health.comparison.window.to)}` : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description" font-family="${fonts}" font-size="13" fill="#111827"><title id="title">${escapeXml(summary)}</title><desc id="description">${escapeXml(description)}</desc><rect width="100%" height="100%" fill="#ffffff"/>${text(gap, 34, fit(summary, Math.floor(width / 12)), ' font-size="20" font-weight="700"')}${text(gap, 58, fit(`${unit}; ${segment}; ${day(health.window.from)} to ${day(health.window.to)} UTC${against}`, Math.floor(width / 7)), ' fill="#374151"')}${text(gap, 78, fit(missing, Math.floor(width / 7)), ' fill="#374151"')}${text(gap, 100, health.metric === null ? '▲ 70 and more   ■ 50 to 70   ▼ below 50   – no data' : '■ measured   – no data', ' fill="#374151"')}${stages.join('')}${text(gap, height - 12, 'Percentages are the weight among the touchpoints with data.', ' fill="#4b5563" font-size="12"')}</svg>\n`;
}

function partBox(part: JourneyHealth['parts'][number], x: number, y: number, metric: string | null): string {
  const { fill, stroke, mark } = levelOf(part.value, metric);
  // Nested touchpoints stand a little to the right, under the one above.
  const indent = Math.min(3, part.path.length - 3) * 10;
  const dash = part.value === null ? ' stroke-dasharray="4 3"' : '';
  const right = x + column;
  const title = `${part.path.slice(2).join(' / ')}: ${shown(part.value)}${changeOf(part.value, part.before?.value)}, ${part.n} answers`;
  return `<g><title>${escapeXml(title)}</title><rect x="${x + indent}" y="${y}" width="${column - indent}" height="${row - 6}" rx="4" fill="${fill}" stroke="${stroke}"${dash}/>${text(x + indent + 10, y + 16, fit(part.name, 28 - indent / 7))}${text(x + indent + 10, y + 33, `${mark} ${shown(part.value)}${changeOf(part.value, part.before?.value)}`, ' font-weight="600"')}${text(right - 10, y + 33, part.value === null ? '' : `${Math.round(part.weight * 100)} %  n ${part.n}`, ' text-anchor="end" fill="#4b5563" font-size="12"')}</g>`;
}
