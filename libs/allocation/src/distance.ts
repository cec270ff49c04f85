import type { Position } from './plan-inputs';

const EARTH_RADIUS_KM = 6371.0088;

/** Kilometres of the great circle between two points; null when one of them is not known. */
export function kilometresBetween(from: Position | null, to: Position | null): number | null {
  if (!from || !to) return null;
  const [a, b] = [radians(from.latitude), radians(to.latitude)];
  const half = {
    latitude: Math.sin((b - a) / 2),
    longitude: Math.sin(radians(to.longitude - from.longitude) / 2),
  };
  const chord = half.latitude ** 2 + Math.cos(a) * Math.cos(b) * half.longitude ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
