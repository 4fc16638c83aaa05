import { describe, expect, it } from '@jest/globals';
import { html } from './html.ts';

describe('markup', () => {
  it('escapes every text, in elements and in attributes', () => {
    const text = `<script>alert("x" + 'y' & z)</script>`;
    const escaped = '&lt;script&gt;alert(&quot;x&quot; + &#39;y&#39; &amp; z)&lt;/script&gt;';
    expect(html`<p title="${text}">${text}</p>`.toString()).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it('takes markup in markup as it is, lists in their order, and nothing for what is absent', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}${false}${null}${undefined}${0}</ul>`.toString()).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li>0</ul>',
    );
  });
});
