import list from './naf.json';

const classes = new Map(list.classes.map(([code, label]) => [code!, label!]));
const divisions = new Map(
  list.divisions.map(([code, label, section]) => [code!, { label: label!, section: section! }]),
);
const sections = new Map(list.sections.map(([code, label]) => [code!, label!]));

/** The nomenclature of these codes, as SIRENE names it. */
export const NAF_VERSION = 'NAFRev2';

/** Reads `47.11F`, `4711F` or `47.11f` as `47.11F`; undefined when the sub-class does not exist in NAF rév. 2. */
export function parseNaf(text: string): string | undefined {
  const bare = text.replace(/[\s.]/g, '').toUpperCase();
  const code = `${bare.slice(0, 2)}.${bare.slice(2)}`;
  return classes.has(code) ? code : undefined;
}

/** The French label of a sub-class, undefined when unknown. */
export const nafLabel = (code: string): string | undefined => classes.get(code);

/** The section letter (A to U) of a sub-class or division code, undefined when unknown. */
export const nafSectionOf = (code: string): string | undefined => divisions.get(code.slice(0, 2))?.section;

/** The French label of a section letter, undefined when unknown. */
export const nafSectionLabel = (section: string): string | undefined => sections.get(section);

/** Every sub-class code, in order. */
export const nafCodes: readonly string[] = [...classes.keys()];
