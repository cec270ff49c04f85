import type { Media, OpenApi, Operation, Parameter, Schema } from '../forwarding/merged-openapi';
import { escapeHtml, page } from './html';

const INTRO = `<h1>L’interface de Concerto</h1>
<p>Tout passe par une seule adresse, en JSON. Le document complet, lisible par une machine : <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).</p>
<h2 id="commencer">Pour commencer</h2>
<p>Un logiciel s’identifie par sa clé, qui ouvre les portes de ses portées :</p>
<pre><code>curl -X POST "$CONCERTO/v1/visits" \\
  -H "Authorization: Bearer cto_live_…" -H "Content-Type: application/json" \\
  -d @visite.json</code></pre>
<ul>
<li><b>Répéter sans crainte.</b> Une visite est désignée par votre logiciel et votre identifiant d’évènement : la renvoyer ne change rien (200, <code>Idempotent-Replayed: true</code>). Pour les autres portes, joignez <code>Idempotency-Key</code>.</li>
<li><b>Refus.</b> Chaque refus est un problème (RFC 9457, <code>application/problem+json</code>) : <code>detail</code> dit quoi faire, <code>errors</code> nomme les champs, <code>type</code> ouvre <a href="/docs/problemes">une page</a>.</li>
<li><b>Listes.</b> <code>cursor</code> de la réponse donne la suite.</li>
<li><b>Quotas.</b> <code>RateLimit</code> dit ce qui reste ; après 429, attendez <code>Retry-After</code>. L’envoi en nombre a son propre quota.</li>
<li><b>Références.</b> <code>X-Correlation-Id</code>, le vôtre ou le nôtre, suit la demande partout ; citez-le si vous signalez une erreur.</li>
<li><b>Aucun texte libre, aucune donnée de demandeur d’emploi</b> n’est accepté : un champ inconnu est laissé de côté, et nommé dans <code>warnings</code>.</li>
</ul>`;

/** The human pages of the partner API, drawn from the same document as the machine's. */
export function docsPage(document: OpenApi): string {
  const groups = groupsOf(document);
  const menu = groups
    .map(
      ({ tag, operations }) =>
        `<li><a href="#${slugOf(tag)}">${escapeHtml(tag)}</a> (${operations.length})</li>`,
    )
    .join('\n');
  const sections = groups.map(
    ({ tag, operations }) =>
      `<h2 id="${slugOf(tag)}">${escapeHtml(tag)}</h2>\n${operations.map((one) => operationHtml(one, document)).join('\n')}`,
  );
  return page(
    'Interface des partenaires',
    `${INTRO}\n<nav aria-label="Portes"><ul>\n${menu}\n</ul></nav>\n${sections.join('\n')}`,
  );
}

interface Door {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

function groupsOf({ paths }: OpenApi): { tag: string; operations: Door[] }[] {
  const groups = new Map<string, Door[]>();
  for (const [path, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? 'Autres';
      groups.set(tag, [...(groups.get(tag) ?? []), { method: method.toUpperCase(), path, operation }]);
    }
  return [...groups].map(([tag, operations]) => ({ tag, operations }));
}

function operationHtml({ method, path, operation }: Door, document: OpenApi): string {
  const parts = [
    operation.description ? `<p>${escapeHtml(operation.description)}</p>` : '',
    parametersHtml(operation.parameters ?? []),
    ...Object.entries(operation.requestBody?.content ?? {}).map(([type, media]) =>
      bodyHtml(type, media, document),
    ),
    answersHtml(operation, document),
  ];
  return `<details><summary><span class="method">${method}</span> <code>${escapeHtml(path)}</code><br>${escapeHtml(operation.summary ?? '')}</summary>
<div>${parts.join('\n')}</div></details>`;
}

const parametersHtml = (parameters: readonly Parameter[]): string =>
  parameters.length === 0
    ? ''
    : `<h3>Paramètres</h3>${tableHtml(
        parameters.map(({ name, required, schema, description }) => [
          name,
          `${typeOf(schema)}${description ? `, ${description}` : ''}`,
          required ? 'oui' : 'non',
        ]),
      )}`;

function bodyHtml(type: string, { schema, examples }: Media, document: OpenApi): string {
  const shown = Object.values(examples ?? {}).map(
    ({ summary, value }) =>
      `<p>${escapeHtml(summary ?? 'Exemple')}</p><pre><code>${escapeHtml(typeof value === 'string' ? value : JSON.stringify(value, null, 2))}</code></pre>`,
  );
  return `<h3>Corps <span class="dim">${escapeHtml(type)}</span></h3>${fieldsHtml(schema, document)}${shown.join('\n')}`;
}

function answersHtml({ responses }: Operation, document: OpenApi): string {
  const found = Object.entries(responses ?? {}).filter(([status]) => status.startsWith('2'));
  return found
    .map(([status, { content }]) => {
      const media = Object.values(content ?? {})[0];
      return `<h3>Réponse ${escapeHtml(status)}</h3>${fieldsHtml(media?.schema, document)}`;
    })
    .join('\n');
}

function fieldsHtml(schema: Schema | undefined, document: OpenApi): string {
  const form = resolved(schema, document);
  const fields = Object.entries(form?.properties ?? {});
  if (fields.length === 0) return '';
  return tableHtml(
    fields.map(([name, field]) => [name, typeOf(field), form?.required?.includes(name) ? 'oui' : 'non']),
  );
}

const tableHtml = (rows: readonly (readonly [string, string, string])[]): string =>
  `<table><thead><tr><th scope="col">Champ</th><th scope="col">Forme</th><th scope="col">Obligatoire</th></tr></thead><tbody>${rows
    .map(
      ([name, form, required]) =>
        `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(form)}</td><td>${required}</td></tr>`,
    )
    .join('')}</tbody></table>`;

const WORDS: Readonly<Record<string, string>> = {
  string: 'texte',
  integer: 'entier',
  number: 'nombre',
  boolean: 'vrai ou faux',
  object: 'objet',
  null: 'rien',
};

function typeOf(schema: Schema | undefined): string {
  if (!schema) return 'texte';
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' ou ');
  if (schema.type === 'array') return `liste : ${typeOf(schema.items)}`;
  if (schema.type === 'object' && schema.properties)
    return `objet (${Object.keys(schema.properties).join(', ')})`;
  const bounds = [
    schema.minimum === undefined ? '' : ` ≥ ${schema.minimum}`,
    schema.maximum === undefined ? '' : ` ≤ ${schema.maximum}`,
    schema.maxLength === undefined ? '' : `, ${schema.maxLength} caractères au plus`,
  ];
  return `${WORDS[schema.type ?? 'string'] ?? schema.type}${bounds.join('')}`;
}

const resolved = (schema: Schema | undefined, document: OpenApi): Schema | undefined =>
  schema?.$ref ? document.components?.schemas?.[schema.$ref.replace('#/components/schemas/', '')] : schema;

const slugOf = (tag: string): string =>
  tag
    .normalize('NFD')
    .replace(/[^\w]+/g, '-')
    .toLowerCase();
