declare module '@socialgouv/jours-feries' {
  /** The public holidays of a year, by name, at local midnight. */
  export default function getJoursFeries(year: number, options?: { alsace: boolean }): Record<string, Date>;
}
