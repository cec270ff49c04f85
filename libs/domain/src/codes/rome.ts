import list from './rome.json';

const byCode = new Map(
  list.codes.map(([code, label, parent]) => [code!, { label: label!, parent: parent! }]),
);

export const isRome = (code: string): boolean => byCode.has(code);

/** The French label of a ROME code, undefined when version 4.60 does not know it. */
export const romeLabel = (code: string): string | undefined => byCode.get(code)?.label;

/** The ROME v3 code that a v4 code comes from (itself for the old ones), undefined when unknown. */
export const romeParent = (code: string): string | undefined => byCode.get(code)?.parent;

/** Every code, in order. */
export const romeCodes: readonly string[] = [...byCode.keys()];
