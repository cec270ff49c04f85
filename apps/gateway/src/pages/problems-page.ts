import { escapeHtml, page } from './html';
import { PROBLEMS, problemPage } from './problems';

/** The page that a problem's `type` opens. */
export function oneProblem(slug: string): string {
  const { title, meaning, remedy } = problemPage(slug);
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p class="dim"><code>/docs/problemes/${escapeHtml(slug)}</code></p>
<p>${escapeHtml(meaning)}</p>
<h2>Que faire</h2>
<p>${escapeHtml(remedy)}</p>
<p><a href="/docs/problemes">Tous les problèmes</a></p>`,
  );
}

/** The problems of every door, on one page. */
export const allProblems = (): string =>
  page(
    'Problèmes',
    `<h1>Les refus, et que faire</h1>
<p>Chaque refus est un objet <code>application/problem+json</code> : <code>type</code>, <code>title</code>, <code>status</code>, <code>detail</code> (une phrase qui dit quoi faire), <code>instance</code> (la référence à citer) et, s’il y a lieu, <code>errors</code>.</p>
<table><thead><tr><th scope="col">Type</th><th scope="col">Sens</th></tr></thead><tbody>${Object.entries(
      PROBLEMS,
    )
      .map(
        ([slug, { title, meaning }]) =>
          `<tr><td><a href="/docs/problemes/${slug}">${escapeHtml(title)}</a></td><td>${escapeHtml(meaning)}</td></tr>`,
      )
      .join('')}</tbody></table>`,
  );
