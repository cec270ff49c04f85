import { Invalid } from '#domain/refused';

/** Where a list goes on: after this instant and id. Opaque to whoever carries it. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
const UUID = /^[0-9a-f-]{36}$/;

export const writeCursor = ({ at, id }: Cursor): string => btoa(`${at} ${id}`).replace(/=+$/, '');

/** Undefined for the beginning. Throws Invalid for what we did not write. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (!text) return undefined;
  const [at = '', id = ''] = decoded(text).split(' ');
  if (INSTANT.test(at) && UUID.test(id)) return { at, id };
  const detail = 'Ce curseur n’est pas des nôtres : reprenez celui de la réponse précédente.';
  throw new Invalid('cursor-unknown', detail, [{ pointer: '/cursor', code: 'cursor-unknown', detail }]);
}

function decoded(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}
