/** A fact came before the one that it needs: it waits, with the later facts of its key, until its parent is known. */
export class NotYet extends Error {
  constructor(
    readonly parentKind: string,
    readonly parentId: string,
  ) {
    super(`waits for ${parentKind} ${parentId}`);
    this.name = 'NotYet';
  }
}
