import { expect, test } from 'vitest';
import { html } from './html.ts';

test('text is escaped, also inside attributes', () => {
  const text = `<script>alert("1" & '2')</script>`;
  expect(html`<a title="${text}">${text}</a>`.markup).toBe(
    '<a title="&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;">&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;</a>',
  );
});

test('templates go into templates as they are', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}</ul>${html`<br>`}`.markup).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul><br>');
});
