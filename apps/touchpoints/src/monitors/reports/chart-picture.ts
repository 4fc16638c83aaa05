import * as echarts from 'echarts';
import type { Chart, ChartPoint } from './chart.ts';

export interface ChartTexts {
  readonly title: string;
  /** For readers who do not see the picture. */
  readonly description: string;
  readonly unit: string;
}

const ink = { text: '#1f2937', soft: '#6b7280', line: '#1d4ed8', band: '#dbeafe', centre: '#6b7280', alarm: '#c2410c' };
const font = 'Noto Sans, Helvetica, Arial, sans-serif';
const [width, height] = [960, 400];

/** The chart as SVG: real text, a title and a description. The same chart gives the same bytes. */
export function chartPicture(chart: Chart, { title, description, unit }: ChartTexts): string {
  const picture = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  const points = chart.points;
  picture.setOption({
    animation: false,
    useUTC: true,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: font, color: ink.text },
    title: {
      text: title,
      subtext: description,
      left: 20,
      top: 14,
      textStyle: { fontSize: 17, fontWeight: 600, color: ink.text, fontFamily: font },
      subtextStyle: { fontSize: 12, color: ink.soft, fontFamily: font },
    },
    grid: { left: 64, right: 28, top: 104, bottom: 44 },
    legend: {
      right: 24,
      top: 64,
      itemHeight: 8,
      textStyle: { color: ink.soft, fontSize: 12 },
      data: ['measured', 'expected', 'usual range', 'alarm'],
      itemGap: 18,
    },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: '#9ca3af' } },
      axisLabel: {
        color: ink.soft,
        hideOverlap: true,
        formatter: { day: '{d} {MMM}', month: '{MMM}', year: '{yyyy}' },
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      name: unit,
      nameTextStyle: { color: ink.soft, align: 'left', padding: [0, 0, 0, -40] },
      axisLabel: { color: ink.soft },
      splitLine: { lineStyle: { color: '#eef0f3' } },
      scale: chart.points.every(({ low }) => low === null || low > 0),
    },
    series: [
      line('low', points, ({ low }) => low, { stack: 'band', lineStyle: { opacity: 0 } }),
      line('usual range', points, ({ low, high }) => (low === null || high === null ? null : high - low), {
        stack: 'band',
        lineStyle: { opacity: 0 },
        areaStyle: { color: ink.band, opacity: 1 },
        itemStyle: { color: ink.band },
      }),
      line('expected', points, ({ centre }) => centre, {
        lineStyle: { color: ink.centre, width: 1.2, type: [5, 4] },
        itemStyle: { color: ink.centre },
      }),
      {
        ...line('measured', points, ({ value }) => value, {
          lineStyle: { color: ink.line, width: 2 },
          itemStyle: { color: ink.line },
          symbol: 'circle',
          symbolSize: 4,
          showSymbol: points.length <= 120,
        }),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: '#9ca3af', type: 'dotted' },
          label: { color: ink.soft, fontSize: 10, formatter: '{b}' },
          data: versionLines(chart),
        },
      },
      {
        name: 'alarm',
        type: 'scatter',
        symbolSize: 11,
        z: 5,
        itemStyle: { color: ink.alarm, opacity: 1, borderColor: '#ffffff', borderWidth: 1.5 },
        data: points.flatMap(({ at, value, signal }) => (signal === null || value === null ? [] : [[at, value]])),
      },
    ],
  });
  const svg = picture.renderToSVGString();
  picture.dispose();
  // Without what serves a pointer in a browser, and without names that count the pictures of this process, the same chart
  // has the same bytes.
  const steady = svg
    .replace(/ (?:class|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/<style >.*?<\/style>\n?/gs, '')
    .replace(/\bzr\d+-/g, '');
  const described = `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`;
  return steady.replace(/<svg ([^>]*)>/, (_, attributes) => `<svg role="img" ${attributes}>\n${described}`);
}

function line(
  name: string,
  points: readonly ChartPoint[],
  numberAt: (point: ChartPoint) => number | null,
  more: object,
) {
  return { name, type: 'line', symbol: 'none', data: points.map((point) => [point.at, numberAt(point)]), ...more };
}

/** Where another version of the baseline begins; the first of the picture needs no line. */
function versionLines({ versions, from, to, points }: Chart) {
  const spans = Math.max(1, Math.ceil(versions.length / 6));
  return versions
    .filter((version, index) => version.from > from && version.from < to && points.length > 0 && index % spans === 0)
    .map((version) => ({ xAxis: version.from, name: `v${version.version}` }));
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
