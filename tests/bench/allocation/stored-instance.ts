import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { Instance } from '#allocation/instance';

const ARRAYS = [
  ['firstPair', Uint32Array],
  ['pairStructure', Uint16Array],
  ['pairValue', Int32Array],
  ['segmentOf', Uint8Array],
  ['classOf', Int32Array],
  ['capacity', Int32Array],
  ['floor', Int32Array],
  ['ceiling', Int32Array],
  ['coverage', Int32Array],
] as const;

const NUMBERS = [
  'employers',
  'structures',
  'segments',
  'classes',
  'floorPenalty',
  'coveragePenalty',
] as const;

/** Writes an instance to a file, so that every contender reads the same one and pays nothing for its making. */
export function store(instance: Instance, path: string): void {
  const file = openSync(path, 'w');
  const head = [...NUMBERS.map((name) => instance[name]), ...ARRAYS.map(([name]) => instance[name].length)];
  writeWhole(file, new Uint8Array(Float64Array.from(head).buffer));
  for (const [name] of ARRAYS) {
    const { buffer, byteOffset, byteLength } = instance[name];
    writeWhole(file, new Uint8Array(buffer, byteOffset, byteLength));
  }
  closeSync(file);
}

/** Reads what `store` wrote, straight into its arrays. */
export function stored(path: string): Instance {
  const file = openSync(path, 'r');
  const head = new Float64Array(NUMBERS.length + ARRAYS.length);
  readWhole(file, new Uint8Array(head.buffer));
  const fields: Record<string, unknown> = {};
  NUMBERS.forEach((name, at) => {
    fields[name] = head[at];
  });
  ARRAYS.forEach(([name, Kind], at) => {
    const array = new Kind(head[NUMBERS.length + at]!);
    readWhole(file, new Uint8Array(array.buffer));
    fields[name] = array;
  });
  closeSync(file);
  return fields as unknown as Instance;
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; )
    at += writeSync(file, bytes, at, Math.min(2 ** 28, bytes.length - at));
}

function readWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    const got = readSync(file, bytes, at, Math.min(2 ** 28, bytes.length - at), null);
    if (got === 0) throw new Error('the stored instance ends too early');
    at += got;
  }
}
