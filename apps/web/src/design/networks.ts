import type { Network } from '../api/dashboard';

export type Shape = 'disc' | 'square' | 'diamond' | 'triangle' | 'cross' | 'ring';

export interface NetworkSign {
  code: string;
  name: string;
  shape: Shape;
}

/** The order of the five lines, everywhere. */
export const FIVE: readonly Network[] = ['POLE_EMPLOI', 'MISSION_LOCALE', 'PLIE', 'CAP_EMPLOI', 'SIAE'];

const SIGNS: Record<Network, NetworkSign> = {
  POLE_EMPLOI: { code: 'PE', name: 'Pôle emploi', shape: 'disc' },
  MISSION_LOCALE: { code: 'ML', name: 'Mission locale', shape: 'square' },
  PLIE: { code: 'PL', name: 'PLIE', shape: 'diamond' },
  CAP_EMPLOI: { code: 'CE', name: 'Cap emploi', shape: 'triangle' },
  SIAE: { code: 'SI', name: 'SIAE', shape: 'cross' },
  CHAMBER: { code: 'CH', name: 'Chambre consulaire', shape: 'ring' },
  OPCA: { code: 'OP', name: 'OPCA', shape: 'ring' },
  MAISON_EMPLOI: { code: 'ME', name: 'Maison de l’emploi', shape: 'ring' },
  LOCAL_AUTHORITY: { code: 'CO', name: 'Collectivité', shape: 'ring' },
};

/** Code, name and shape of a network. */
export const signOf = (network: Network): NetworkSign => SIGNS[network];
