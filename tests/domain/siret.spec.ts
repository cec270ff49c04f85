import fc from 'fast-check';
import { Invalid } from '#domain/refused';
import { isSiret, luhnSum, parseSiret, sirenOf } from '#domain/siret';

const METZ_TOWN_HALL = '21570463600012';

const withCheckDigit = (thirteen: string): string => {
  const sum = luhnSum(`${thirteen}0`);
  return `${thirteen}${(10 - (sum % 10)) % 10}`;
};

const refusal = (text: string): Invalid => {
  try {
    parseSiret(text);
  } catch (error) {
    if (error instanceof Invalid) return error;
    throw error;
  }
  throw new Error('accepted');
};

describe('A SIRET (BR-01)', () => {
  it('is read with the spaces that people put in it', () => {
    expect(parseSiret(' 732 829 320 00074 ')).toBe('73282932000074');
    expect(parseSiret('732\u00a0829\u202f320 00074')).toBe('73282932000074');
    expect(sirenOf('73282932000074')).toBe('732829320');
  });

  it('of La Poste may break Luhn when its digits add up to a multiple of five', () => {
    expect(luhnSum('35600000049837') % 10).not.toBe(0);
    expect(isSiret('35600000049837')).toBe(true);
    expect(isSiret('35600000000048')).toBe(true);
    expect(isSiret('35600000049838')).toBe(false);
  });

  it.each([
    ['', 'siret-missing'],
    ['73282932000075', 'siret-check-digit'],
    ['7328293200007', 'siret-length'],
    ['732829320000741', 'siret-length'],
    ['DE123456789', 'siret-not-digits'],
    ['1,23E+13', 'siret-scientific-notation'],
    ['7.32829E+13', 'siret-scientific-notation'],
    ['5E13', 'siret-scientific-notation'],
  ])('written %j is refused for its own reason: %s', (text, reason) => {
    const error = refusal(text);
    expect(error.reason).toBe(reason);
    expect(error.status).toBe(422);
    expect(error.errors).toEqual([{ pointer: '/siret', code: reason, detail: error.sentence }]);
  });

  it('that lost its leading zeros is refused, and put back only when the file declares it', () => {
    const whole = withCheckDigit('0058200830001');
    const error = refusal(whole.slice(2));
    expect(error.reason).toBe('siret-leading-zeros-lost');
    expect(error.sentence).toContain('zéros de tête');
    expect(parseSiret(whole.slice(2), { leadingZerosLost: true })).toBe(whole);
  });

  it('declared as padded is still checked', () => {
    expect(() => parseSiret('58200830002', { leadingZerosLost: true })).toThrow(Invalid);
  });

  it('with one wrong digit never passes', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[1-9]\d{12}$/).filter((text) => !text.startsWith('356000000')),
        fc.nat(13),
        fc.integer({ min: 1, max: 9 }),
        (thirteen, position, shift) => {
          const good = withCheckDigit(thirteen);
          const wrong = String((Number(good[position]) + shift) % 10);
          const bad = good.slice(0, position) + wrong + good.slice(position + 1);
          fc.pre(!bad.startsWith('356000000'));
          return isSiret(good) && parseSiret(good) === good && !isSiret(bad);
        },
      ),
    );
  });

  it('is not accepted with spaces where a canonical one is asked', () => {
    expect(isSiret(METZ_TOWN_HALL)).toBe(true);
    expect(isSiret(`${METZ_TOWN_HALL} `)).toBe(false);
  });
});
