import { escapeHtml, page } from './html';

/** A page that says one thing, and what to do next. */
export const messagePage = (title: string, sentence: string, next: { href: string; label: string }): string =>
  page(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(sentence)}</p>
<p><a class="action" href="${escapeHtml(next.href)}">${escapeHtml(next.label)}</a></p>`,
  );
