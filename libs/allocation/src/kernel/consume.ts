import type { Bounds } from './bounds';
import type { Network } from './network';

/**
 * A visit of the plan is held, or held to by a pin: it leaves the flow with its capacity, its floor, its ceiling and its
 * coverage. What remains is in balance and best at the same prices; without the floor and the coverage it would not be.
 */
export function consumeFlow(network: Network, bin: number, klass: number): void {
  const structure = (bin / network.segments) | 0;
  network.sent[bin]!--;
  network.received[structure]!--;
  network.used[structure]!--;
  network.capacity[structure]!--;
  network.ceiling[bin]!--;
  if (network.floor[bin]! > 0) network.floor[bin]!--;
  if (klass < 0) return;
  network.supplied[klass]!--;
  if (network.coverage[klass]! > 0) network.coverage[klass]!--;
}

/** The same of what was asked. */
export function consumeBounds(bounds: Bounds, structure: number, bin: number, klass: number): void {
  lower(bounds.capacity, structure);
  lower(bounds.ceiling, bin);
  lower(bounds.floor, bin);
  if (klass >= 0) lower(bounds.coverage, klass);
}

function lower(limits: Int32Array, at: number): void {
  if (limits[at]! > 0) limits[at]!--;
}
