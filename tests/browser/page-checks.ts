import axe from 'axe-core';
import type { Page } from 'playwright-core';

// Texts, not functions: the types of the DOM belong to no file of Harken.
const overflow = `(() => {
  const width = document.documentElement.clientWidth;
  const name = (element) => element.tagName.toLowerCase() + ' "' + element.textContent.trim().slice(0, 40) + '"';
  const shown = [...document.querySelectorAll('body *')].filter((element) => element.getClientRects().length > 0);
  const out = shown.filter((element) => {
    const box = element.getBoundingClientRect();
    return box.left < -0.5 || box.right > width + 0.5;
  });
  const clipped = shown.filter((element) => {
    const hides = getComputedStyle(element).overflowX !== 'visible' && element.tagName !== 'TEXTAREA';
    return element.scrollWidth > element.clientWidth + 1 && (hides || element.clientWidth > 0);
  });
  const scrolls = document.documentElement.scrollWidth > width ? ['the page is wider than the screen'] : [];
  return [...scrolls, ...out.map((one) => 'outside: ' + name(one)), ...clipped.map((one) => 'clipped: ' + name(one))];
})()`;

const small = `[...document.querySelectorAll('a, button, .point, .choice, textarea, input[type=text]')]
  .filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.width < 24 || box.height < 24);
  })
  .map((element) => element.outerHTML.slice(0, 80))`;

const words = `(() => {
  const copy = document.body.cloneNode(true);
  for (const own of copy.querySelectorAll('header, nav')) own.remove();
  const labels = [...document.querySelectorAll('[aria-label]')].map((element) => element.getAttribute('aria-label'));
  return [document.title, copy.textContent, ...labels].join('\\n');
})()`;

/** What axe finds wrong by the rules of WCAG 2.2 A and AA, and by its best practices. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** What stands outside the screen or is cut off. */
export const layoutFaults = (page: Page): Promise<string[]> => page.evaluate<string[]>(overflow);

/** What a finger cannot hit (WCAG 2.2, 2.5.8: 24 by 24). */
export const smallTargets = (page: Page): Promise<string[]> => page.evaluate<string[]>(small);

/** What a page says, without its header and the names of the languages. */
export const wordsOf = (page: Page): Promise<string> => page.evaluate<string>(words);
