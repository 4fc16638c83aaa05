import { promiseSentence } from '../../detection/promise-sentence.ts';
import { isDetector, type Monitor } from '../monitor.ts';
import type { Chart } from './chart.ts';
import type { ChartTexts } from './chart-picture.ts';

/** What the picture of a chart says in words. */
export function describeChart(monitor: Monitor, chart: Chart): ChartTexts {
  const { touchpoint, metric, segment, method, watch } = monitor;
  const alarms = chart.signals.length;
  const limits = watch?.course.current?.limits;
  const heard = alarms === 0 ? 'No alarm' : alarms === 1 ? 'One alarm' : `${alarms} alarms`;
  const span = `${chart.from.slice(0, 10)} to ${chart.to.slice(0, 10)}`;
  const promise = limits && isDetector(method) ? promiseSentence(method, limits) : 'The monitor is still learning.';
  return {
    title: `${metric ?? ''} at ${touchpoint}${segment === null ? '' : `, ${segment}`}`,
    description: `${heard} from ${span}. ${promise}`,
    unit: unitOf(monitor, chart),
  };
}

function unitOf({ method, metric }: Monitor, { slot }: Chart): string {
  if (method === 'rate') return `count per ${slot}`;
  if (method === 'p_chart') return `share of bad answers per ${slot}`;
  return metric === 'nps' ? `points per ${slot}` : `mean per ${slot}`;
}
