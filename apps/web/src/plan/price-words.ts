import { count } from '../format';

/** `0,07 %`: prices have two decimals; a price under half a hundredth is none. */
export const priceWords = (percent: number): string =>
  `${count(Math.abs(percent) < 0.005 ? 0 : percent, 2)}\u00a0%`;
