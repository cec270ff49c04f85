import { Invalid } from '#domain/refused';

/** The header of a file: columns are found by name, in any order and case; those that nobody asks for are left alone. */
export class Columns {
  private readonly indexes = new Map<string, number>();

  constructor(private readonly header: readonly string[]) {
    header.forEach((name, index) => {
      const known = normalised(name);
      if (!this.indexes.has(known)) this.indexes.set(known, index);
    });
  }

  /** Refuses the whole file (422), naming the columns that are missing and those that were found. */
  require(...names: string[]): void {
    const missing = names.filter((name) => !this.has(name));
    if (missing.length === 0) return;
    const found = this.header.slice(0, 12).map((name) => name.trim().slice(0, 40));
    const sentence = `Il manque ${missing.length === 1 ? 'la colonne' : 'les colonnes'} ${missing.join(', ')} : vérifiez que c’est le bon fichier et que sa première ligne porte les noms des colonnes (trouvé : ${found.join(', ') || 'rien'}).`;
    throw new Invalid(
      'columns-missing',
      sentence,
      missing.map((name) => ({
        pointer: `/header/${name}`,
        code: 'column-missing',
        detail: `La colonne ${name} manque.`,
      })),
    );
  }

  has(name: string): boolean {
    return this.indexes.has(normalised(name));
  }

  /** Reads the cell of a column, trimmed; empty when the file has no such column. */
  cell(name: string): (cells: readonly string[]) => string {
    const index = this.indexes.get(normalised(name));
    return index === undefined ? () => '' : (cells) => (cells[index] ?? '').trim();
  }
}

const normalised = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
