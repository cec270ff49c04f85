import { v7 as uuidv7 } from 'uuid';

const KEYS = 5_000;

/** A SIRET of the demonstration's kind: 999…, with the check digit that BR-01 asks for. */
export function fictitiousSiret(n: number): string {
  const body = `999${String(n).padStart(10, '0')}`;
  for (let digit = 0; digit < 10; digit += 1) if (luhn(`${body}${digit}`)) return `${body}${digit}`;
  throw new Error('no check digit');
}

function luhn(text: string): boolean {
  const sum = [...text].reverse().reduce((total, one, at) => {
    const doubled = at % 2 === 1 ? Number(one) * 2 : Number(one);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

const SIRETS = Array.from({ length: KEYS }, (_, n) => fictitiousSiret(n));

/** The body of POST /v1/visits, a new event each time. */
export const visit = (n: number) => ({
  eventId: uuidv7(),
  visitId: uuidv7(),
  revision: 1,
  sourceSystem: 'bench',
  siret: SIRETS[n % KEYS]!,
  occurredAt: '2026-03-02T09:30:00Z',
  status: 'HELD',
  channel: 'VISIT',
  initiative: 'PARTNER',
});
