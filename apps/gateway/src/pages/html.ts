/** Text into HTML: what it says is shown, never run. */
export const escapeHtml = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign]!,
  );

/** The frame of the gateway's own pages: no script, no request to elsewhere; the style is its own file. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Concerto</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<a class="skip" href="#content">Aller au contenu</a>
<header><a href="/docs">Concerto</a></header>
<main id="content">
${body}
</main>
</body>
</html>
`;
