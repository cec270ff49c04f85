import { daysBetween, type LocalDate, localDateOf, PARIS } from '#domain/local-date';

/**
 * Figures, dates and delays as they are written in French (visual reference, section 7).
 * Instants are shown in the territory's zone; local dates are shown as they are.
 */
const NARROW = '\u202f';
const WIDE = '\u00a0';

const inFrench = (value: number, digits: number): string =>
  new Intl.NumberFormat('fr-FR', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .format(value)
    .replace('-', '−');

/** `1 126`, with a narrow no-break space and a true minus. */
export const count = (value: number, digits = 0): string => inFrench(value, digits);

/** `+4`, `−21`, `=` when nothing changed. */
export const signed = (value: number, digits = 0): string => {
  const rounded = Number(value.toFixed(digits));
  if (rounded === 0) return '=';
  return rounded > 0 ? `+${count(rounded, digits)}` : count(rounded, digits);
};

/** `3,0 %`; `–` when there is nothing to divide by. */
export const percent = (numerator: number, denominator: number, digits = 1): string =>
  denominator === 0 ? '–' : `${count((100 * numerator) / denominator, digits)}${WIDE}%`;

/** French puts the plural from 2: `1,5 poste`, `0 offre`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  Math.abs(value) >= 2 ? many : one;

/** `412 postes`, number and noun held together. */
export const counted = (value: number, one: string, many?: string): string =>
  `${count(value)}${WIDE}${plural(value, one, many)}`;

/** `+2,1 pts`, `−0,6 pt`. */
export const points = (value: number): string => {
  const text = signed(value, 1);
  return text === '=' ? text : `${text}${WIDE}${plural(value, 'pt')}`;
};

/** `999 000 017 00018`; copied without its spaces by the page. */
export const siret = (digits: string): string =>
  digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, `$1${WIDE}$2${WIDE}$3${WIDE}$4`);

const dated = (value: string, options: Intl.DateTimeFormatOptions): string => {
  const isLocalDate = value.length === 10;
  const date = new Date(isLocalDate ? `${value}T12:00:00Z` : value);
  const zone = isLocalDate ? 'UTC' : PARIS;
  return new Intl.DateTimeFormat('fr-FR', { timeZone: zone, ...options })
    .format(date)
    .replace(/\b1 (?=\p{L})/u, '1er ');
};

/** The local date of an instant, as `2026-11-10`; a local date stays what it is. */
export const localDate = (value: string): LocalDate =>
  value.length === 10 ? value : localDateOf(new Date(value));

/** `10 nov. 2026`. */
export const shortDate = (value: string): string =>
  dated(value, { day: 'numeric', month: 'short', year: 'numeric' });

/** `10 nov.`. */
export const dayMonth = (value: string): string => dated(value, { day: 'numeric', month: 'short' });

/** `3 décembre`. */
export const longDay = (value: string): string => dated(value, { day: 'numeric', month: 'long' });

/** `vendredi 13 novembre`. */
export const weekdayDate = (value: string): string =>
  dated(value, { weekday: 'long', day: 'numeric', month: 'long' });

/** `jeudi`. */
const weekday = (value: string): string => dated(value, { weekday: 'long' });

/** `jeu. 12`. */
export const shortWeekday = (value: string): string => dated(value, { weekday: 'short', day: 'numeric' });

/** `nov.`. */
export const month = (value: string): string => dated(value, { month: 'short' });

/** `8 h 40`. */
export const time = (instant: string): string => {
  const [hour = '', minute = ''] = new Intl.DateTimeFormat('fr-FR', {
    timeZone: PARIS,
    hour: 'numeric',
    minute: '2-digit',
  })
    .format(new Date(instant))
    .split(':');
  return `${Number(hour)}${WIDE}h${WIDE}${minute}`;
};

/** `10 nov. 2026, 8 h 40`. */
export const moment = (instant: string): string => `${shortDate(instant)}, ${time(instant)}`;

/** Whole days from one local date, or instant, to another. */
export const daysApart = (from: string, to: string): number => daysBetween(localDate(from), localDate(to));

/** A deadline is the first instant that is too late: the last day to act is the one just before it. */
export const lastDayBefore = (deadline: string): LocalDate => localDateOf(new Date(Date.parse(deadline) - 1));

/** `8 h 40` today, `hier`, else `30 oct.`; with the year when it is another one. */
export const lately = (instant: string, now: string): string => {
  const days = daysApart(instant, now);
  if (days === 0) return time(instant);
  if (days === 1) return 'hier';
  return localDate(instant).slice(0, 4) === localDate(now).slice(0, 4)
    ? dayMonth(instant)
    : shortDate(instant);
};

/** `aujourd’hui`, `demain`, `vendredi` within a week, else `vendredi 13 novembre`. */
export const comingDay = (day: string, now: string): string => {
  const days = daysApart(now, day);
  if (days === 0) return 'aujourd’hui';
  if (days === 1) return 'demain';
  return days > 1 && days < 7 ? weekday(day) : weekdayDate(day);
};

/** French typography in a sentence that came from elsewhere: thin space before ; ! ?, wide before :. */
export const typeset = (text: string): string =>
  text
    .replace(/'/g, '’')
    .replace(/[ \u00a0\u202f]+([;!?»])/g, (_, sign: string) =>
      sign === '»' ? `${WIDE}${sign}` : `${NARROW}${sign}`,
    )
    .replace(/[ \u202f]:(?= |$)/g, `${WIDE}:`)
    .replace(/« /g, `«${WIDE}`)
    .replace(/(\d) (\d{3})\b/g, `$1${NARROW}$2`)

    .replace(/\b(\d{1,2}|1er) (janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)/g, `$1${WIDE}$2`)
    .replace(/(\d) (%|jours?\b|postes?\b|offres?\b|h\b)/g, `$1${WIDE}$2`);
