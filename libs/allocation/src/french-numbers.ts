import type { MicroPosts } from './instance';

const MINUS = '\u2212';

/** A French decimal: a comma, and the real minus sign. */
export function decimal(number: number, digits = 1): string {
  const text = Math.abs(number).toFixed(digits).replace('.', ',');
  const zero = /^[0,]*$/.test(text);
  return number < 0 && !zero ? `${MINUS}${text}` : text;
}

/** Values are told in hundredths of a post, with one decimal: « 76,3 » is 0.763 post. */
export const hundredths = (microPosts: MicroPosts): string => decimal(tenths(microPosts) / 10);

const tenths = (microPosts: MicroPosts): number => Math.round(microPosts / 1_000);

/**
 * « 76,3 − 17,1 = 59,2 ». The middle number is the difference of the two others as they are shown, which rounding moves
 * by a tenth at most; a negative price, which a floor makes, reads « 76,3 + 4,0 = 80,3 ».
 */
export function difference(value: MicroPosts, net: MicroPosts): string {
  const [shownValue, shownNet] = [tenths(value), tenths(net)];
  const price = shownValue - shownNet;
  const sign = price < 0 ? '+' : MINUS;
  return `${decimal(shownValue / 10)} ${sign} ${decimal(Math.abs(price) / 10)} = ${decimal(shownNet / 10)}`;
}
