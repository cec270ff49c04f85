/** One thing looked at: right, or what is wrong and what to do. */
export interface Symptom {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
}

export const right = (what: string, detail: string): Symptom => ({ what, ok: true, detail });

export const wrong = (what: string, detail: string): Symptom => ({ what, ok: false, detail });

/** Looks; what cannot be looked at is wrong, with the cause. */
export async function examine(what: string, look: () => Promise<Symptom[]>): Promise<Symptom[]> {
  try {
    return await look();
  } catch (error) {
    return [wrong(what, (error as Error).message)];
  }
}
