/** Something that the person at the terminal can mend: the message is one sentence that says what to do. */
export class CannotStart extends Error {}

/** The sentence for a system error that a person can mend, or the error as it is. */
export function inWords(error: unknown, what: string): unknown {
  const code = (error as NodeJS.ErrnoException)?.code;
  const path = (error as NodeJS.ErrnoException)?.path ?? '';
  if (code === 'ENOSPC')
    return new CannotStart(`The disk is full (${what}): free some space, then start again.`);
  if (code === 'EDQUOT')
    return new CannotStart(`The disk quota is used up (${what}): free some space, then start again.`);
  if (code === 'EROFS')
    return new CannotStart(`The disk is read-only (${what}): move the clone to a disk that can be written.`);
  if (code === 'EACCES' || code === 'EPERM')
    return new CannotStart(
      `No permission on ${path || what}: give your user the right to write there, then start again.`,
    );
  return error;
}
