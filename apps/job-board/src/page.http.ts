import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { communeOf } from '#domain/codes/communes';
import { romeLabel } from '#domain/codes/rome';
import { Public } from '#service/allow';
import { type Published, PublishedRepository } from './storage/published.repository';

const SHOWN = 200;

/** What a job seeker sees: plain HTML, no script, nothing from elsewhere. */
@Public()
@ApiExcludeController()
@Controller()
export class PageController {
  constructor(private readonly published: PublishedRepository) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  async page(): Promise<string> {
    const { offers, total } = await this.published.shown(SHOWN);
    return pageOf(offers, total);
  }
}

function pageOf(offers: readonly Published[], total: number): string {
  const count =
    total === 0
      ? 'Aucune offre publiée'
      : `${total} offre${total > 1 ? 's' : ''} publiée${total > 1 ? 's' : ''}`;
  const shown = total > offers.length ? ` ; les ${offers.length} dernières sont affichées` : '';
  const table = `<table><caption>${count}${shown}</caption>
<thead><tr><th scope="col">Offre</th><th scope="col">Métier</th><th scope="col">Lieu</th><th scope="col">Postes</th><th scope="col">Employeur</th><th scope="col">Contact</th><th scope="col">Publiée le</th></tr></thead>
<tbody>${offers.map(row).join('\n')}</tbody></table>`;
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Offres d’emploi publiées</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1c1c1c; background: #fff; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { text-align: left; padding: .5rem; border-bottom: 1px solid #ccc; vertical-align: top; }
</style>
</head>
<body>
<main>
<h1>Offres d’emploi publiées</h1>
<p>Site de démonstration : il reçoit les offres que les partenaires n’ont pas pourvues dans leur délai.</p>
${total === 0 ? `<p>${count} pour le moment.</p>` : table}
</main>
</body>
</html>
`;
}

function row({ content, receipt, publishedAt }: Published): string {
  const { title, romeCode, communeCode, positions, employerName, contact } = content!;
  const on = publishedAt?.toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' }) ?? '';
  const cells = [
    romeLabel(romeCode) ?? romeCode,
    communeOf(communeCode)?.name ?? communeCode,
    String(positions),
    employerName ?? 'Non communiqué',
    contact ?? '',
    on,
  ].map((cell) => `<td>${escaped(cell)}</td>`);
  return `<tr><th scope="row">${escaped(title)}<br><small>${escaped(receipt)}</small></th>${cells.join('')}</tr>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
