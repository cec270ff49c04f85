import type { Network } from '../api/dashboard';
import { fr } from '../fr';
import { type Shape, signOf } from './networks';

const HALF = 5.5;

const drawn = (shape: Shape) => {
  switch (shape) {
    case 'disc':
      return <circle r={HALF - 0.3} />;
    case 'square':
      return <rect x={-4.7} y={-4.7} width={9.4} height={9.4} />;
    case 'diamond':
      return <path d="M0-6 6 0 0 6-6 0z" />;
    case 'triangle':
      return <path d="M0-5.6 5.9 5H-5.9z" />;
    case 'cross':
      return <path d="M-2-5.5h4V-2h3.5v4H2v3.5h-4V2h-3.5v-4H-2z" />;
    case 'ring':
      return <circle r={4.2} className="glyph-ring" />;
  }
};

/** The mark of a network inside a drawing; centred on its origin, 11 units wide. */
export const Mark = ({ network }: { network: Network }) => (
  <g className={`hue-${signOf(network).code.toLowerCase()} mark`}>{drawn(signOf(network).shape)}</g>
);

/** The shape alone; a name or a code always stands beside it. */
export const Glyph = ({ network, size = 11 }: { network: Network; size?: number }) => (
  <svg width={size} height={size} viewBox="-6 -6 12 12" aria-hidden="true">
    <Mark network={network} />
  </svg>
);

/** Shape and two letters; hatched on its edge when the network is silent. The full name is in its text. */
export const Chip = ({ network, silent = false }: { network: Network; silent?: boolean }) => {
  const { code, name } = signOf(network);
  return (
    <span className={`chip hue-${code.toLowerCase()} ${silent ? 'chip-silent hatched' : ''}`} title={name}>
      <span className="chip-core">
        <Glyph network={network} />
        <span aria-hidden="true">{code}</span>
        <span className="unseen">{silent ? fr.network.silentNamed(name) : name}</span>
      </span>
    </span>
  );
};

/** The textures that fills of the five networks wear, and the hatching of silence: drawn once per page. */
export const Textures = () => (
  <svg className="textures" aria-hidden="true" focusable="false">
    <defs>
      <pattern id="silence" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0v6" className="texture-hatch" />
      </pattern>
      <pattern id="provisional" width="4" height="4" patternUnits="userSpaceOnUse">
        <circle cx="1" cy="1" r=".7" className="texture-dot" />
      </pattern>
      <pattern id="fill-pe" width="4" height="4" patternUnits="userSpaceOnUse">
        <path d="M0 0h4v4H0z" className="hue-pe mark" />
      </pattern>
      <pattern id="fill-ml" width="4" height="4" patternUnits="userSpaceOnUse">
        <path d="M0 0h4v4H0z" className="hue-ml mark" />
        <path d="M0 2h4" className="texture-line" />
      </pattern>
      <pattern id="fill-pl" width="4" height="4" patternUnits="userSpaceOnUse">
        <path d="M0 0h4v4H0z" className="hue-pl mark" />
        <circle cx="2" cy="2" r=".8" className="texture-spot" />
      </pattern>
      <pattern id="fill-ce" width="4" height="4" patternUnits="userSpaceOnUse">
        <path d="M0 0h4v4H0z" className="hue-ce mark" />
        <path d="M2 0v4" className="texture-line" />
      </pattern>
      <pattern id="fill-si" width="4" height="4" patternUnits="userSpaceOnUse">
        <path d="M0 0h4v4H0z" className="hue-si mark" />
        <path d="M0 2h4M2 0v4" className="texture-line" />
      </pattern>
    </defs>
  </svg>
);
