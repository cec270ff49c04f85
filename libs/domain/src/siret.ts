import { Invalid } from './refused';

const LA_POSTE = '356000000';
const POINTER = '/siret';

/** True for 14 digits, without spaces, whose check digit holds (BR-01). */
export const isSiret = (text: string): boolean => /^\d{14}$/.test(text) && checkDigitHolds(text);

/** True for nine digits whose check digit holds. */
export const isSiren = (text: string): boolean => /^\d{9}$/.test(text) && luhnSum(text) % 10 === 0;

/** The nine digits of the legal unit. */
export const sirenOf = (siret: string): string => siret.slice(0, 9);

/**
 * Reads a SIRET as people and spreadsheets write it: spaces are dropped, nothing else is guessed (BR-01).
 * Lost leading zeros are put back only when the file declares it. Throws Invalid with one sentence per cause.
 */
export function parseSiret(text: string, { leadingZerosLost = false } = {}): string {
  const bare = text.replace(/\s/g, '');
  if (bare === '') throw invalid('siret-missing', 'Le SIRET est vide : indiquez ses 14 chiffres.');
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(bare))
    throw invalid(
      'siret-scientific-notation',
      'Le SIRET est en notation scientifique : un tableur en a perdu des chiffres. Mettez la colonne au format texte et reprenez le numéro à la source.',
    );
  if (!/^\d+$/.test(bare))
    throw invalid('siret-not-digits', 'Le SIRET ne doit contenir que des chiffres : 14 chiffres.');

  const padded = bare.padStart(14, '0');
  if (bare.length < 14 && bare.length >= 9 && isSiret(padded)) {
    if (leadingZerosLost) return padded;
    throw invalid(
      'siret-leading-zeros-lost',
      `Le SIRET n’a que ${bare.length} chiffres : il a sans doute perdu ses zéros de tête. Mettez la colonne au format texte, ou déclarez que le fichier les a perdus.`,
    );
  }
  if (bare.length !== 14)
    throw invalid('siret-length', `Le SIRET a ${bare.length} chiffres : il en faut 14.`);
  if (!checkDigitHolds(bare))
    throw invalid(
      'siret-check-digit',
      'Le SIRET est erroné : sa clé de contrôle ne correspond pas. Vérifiez les chiffres.',
    );
  return bare;
}

/** Luhn; the establishments of La Poste outgrew it and are numbered so that their digits add up to a multiple of 5. */
function checkDigitHolds(digits: string): boolean {
  if (luhnSum(digits) % 10 === 0) return true;
  return digits.startsWith(LA_POSTE) && plainSum(digits) % 5 === 0;
}

/** The Luhn sum: from the right, every second digit is doubled and the digits of the result added. */
export function luhnSum(digits: string): number {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    const digit = Number(digits[digits.length - 1 - fromRight]);
    const weighted = fromRight % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum;
}

const plainSum = (digits: string): number => [...digits].reduce((sum, digit) => sum + Number(digit), 0);

const invalid = (code: string, detail: string): Invalid =>
  new Invalid(code, detail, [{ pointer: POINTER, code, detail }]);
