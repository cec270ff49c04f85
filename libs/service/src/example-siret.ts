/**
 * The first establishment of the demonstration territory, whatever its day: with it, the examples of /docs are accepted
 * by a started demonstration as they stand.
 */
export const EXAMPLE_SIRET = '99901001000018';
