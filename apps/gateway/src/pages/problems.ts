/** What a kind of problem means, and what to do about it. */
export interface ProblemPage {
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

const page = (title: string, meaning: string, remedy: string): ProblemPage => ({ title, meaning, remedy });

/** The problems of every door. Those of one door alone are explained by the sentence of the answer itself. */
export const PROBLEMS: Readonly<Record<string, ProblemPage>> = {
  'not-signed-in': page(
    'Identification nécessaire',
    'La demande ne porte ni clé en service, ni session ouverte.',
    'Un logiciel joint sa clé : « Authorization: Bearer cto_live_… ». Une personne demande un lien de connexion. Une clé révoquée ou échue n’ouvre plus rien : faites-en créer une autre.',
  ),
  'not-allowed': page(
    'Accès refusé',
    'Votre rôle, ou les portées de votre clé, ne donnent pas ce droit.',
    'Demandez une clé qui a la portée voulue, ou adressez-vous à la coordination du territoire.',
  ),
  'foreign-page': page(
    'Demande d’une autre page',
    'Un site tiers a envoyé cette demande avec votre session.',
    'Recommencez depuis les pages de Concerto. Un logiciel emploie une clé, pas une session.',
  ),
  'not-found': page(
    'Introuvable',
    'L’objet n’existe pas, ou il n’existe pas pour vous : chaque partenaire ne voit que ce qui le concerne.',
    'Vérifiez l’identifiant, et que vous employez la clé du bon partenaire.',
  ),
  'no-such-route': page(
    'Adresse inconnue',
    'Aucune porte de l’interface n’a cette adresse et cette méthode.',
    'La liste des portes est dans la documentation.',
  ),
  unreadable: page(
    'Demande illisible',
    'Le corps de la demande n’est pas du JSON, ou un en-tête n’est pas valable.',
    'Vérifiez l’en-tête Content-Type et la syntaxe du JSON.',
  ),
  invalid: page(
    'Champs à corriger',
    'Des champs manquent ou n’ont pas la forme attendue ; « errors » nomme chacun par un pointeur JSON.',
    'Corrigez les champs nommés, puis renvoyez la demande.',
  ),
  'too-large': page(
    'Demande trop grande',
    'Une demande va jusqu’à 1 Mo ; une ligne d’un envoi en nombre, jusqu’à 16 ko.',
    'Découpez la demande, ou employez l’envoi en nombre (POST /v1/visits/bulk).',
  ),
  'media-type': page(
    'Format non accepté',
    'Cette porte n’accepte pas ce type de contenu.',
    'Envoyez application/json, ou application/x-ndjson pour un envoi en nombre.',
  ),
  'too-many-requests': page(
    'Trop de demandes',
    'Le quota de la minute est épuisé. Les en-têtes RateLimit disent ce qui reste, Retry-After combien attendre.',
    'Attendez le temps indiqué. Pour beaucoup de visites, employez l’envoi en nombre : il a son propre quota.',
  ),
  'too-many-lines': page(
    'Envoi trop long',
    'Un envoi en nombre va jusqu’à 100 000 lignes. Celles d’avant la limite ont été traitées.',
    'Envoyez la suite dans une autre demande.',
  ),
  unavailable: page(
    'Momentanément indisponible',
    'Un service redémarre ou n’est pas joignable. Rien de ce qui a été accepté n’est perdu.',
    'Réessayez après le temps de Retry-After, avec la même clé d’idempotence ou le même identifiant d’évènement.',
  ),
  internal: page(
    'Erreur',
    'Une erreur est survenue de notre côté.',
    'Signalez-la avec la référence « instance » de la réponse.',
  ),
  'conflicting-duplicate': page(
    'Évènement déjà reçu avec un autre contenu',
    'Un évènement est désigné par votre logiciel source et votre identifiant. Le même identifiant est revenu avec un autre contenu, sans révision plus élevée.',
    'Pour corriger une visite, envoyez une révision plus élevée. Pour une autre visite, prenez un autre identifiant.',
  ),
  'held-in-the-future': page(
    'Visite tenue dans le futur',
    'Une visite HELD ne peut pas être datée de plus de dix minutes après sa réception.',
    'Corrigez la date ou l’horloge de votre logiciel ; une visite à venir est PLANNED.',
  ),
  'siret-check-digit': page(
    'SIRET erroné',
    'La clé de contrôle du SIRET ne correspond pas à ses chiffres.',
    'Vérifiez le numéro à la source. Les zéros de tête se perdent dans un tableur : mettez la colonne au format texte.',
  ),
  'partner-unknown': page(
    'Partenaire inconnu',
    'Aucun partenaire n’a ce code.',
    'Vérifiez le code ; un partenaire qui vient d’être inscrit est connu partout en quelques secondes.',
  ),
  'event-unknown': page(
    'Évènement inconnu',
    'Aucun évènement de ce nom n’a été reçu de votre part.',
    'Vérifiez l’identifiant, et la clé : un évènement n’est visible que de son partenaire.',
  ),
  'idempotency-key-reused': page(
    'Clé d’idempotence déjà employée',
    'Cette clé a déjà servi pour une autre demande.',
    'Prenez une nouvelle clé pour chaque acte ; gardez-la pour répéter le même.',
  ),
  'cursor-unknown': page(
    'Curseur inconnu',
    'Ce curseur n’est pas de ceux que cette liste donne.',
    'Reprenez le curseur de la réponse précédente, tel quel.',
  ),
  'two-live-keys': page(
    'Deux clés déjà en service',
    'Une clé se remplace sans coupure : deux sont en service pendant l’échange, jamais trois.',
    'Révoquez celle qui ne sert plus.',
  ),
  'not-known-yet': page(
    'Pas encore connu',
    'L’objet dont celui-ci dépend n’est pas encore arrivé dans ce service.',
    'Réessayez dans quelques instants.',
  ),
};

/** Any other problem is one rule of one door: its answer already says which, and what to do. */
export const problemPage = (slug: string): ProblemPage =>
  PROBLEMS[slug] ??
  page(
    `Refus : ${slug}`,
    'Une règle de cette porte s’oppose à la demande. Le champ « detail » de la réponse dit laquelle.',
    'Suivez la phrase du champ « detail » ; « errors », s’il est là, nomme les champs à corriger.',
  );
