import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Before the first layout a place may have no true width yet. */
const TOO_NARROW = 60;

interface PlotProps {
  /** One sentence for who does not see the drawing; its numbers are in the table twin. */
  says: string;
  height: number;
  children: (width: number) => ReactNode;
}

/** A drawing at the true width of its place, so that its text keeps its size. */
export const Plot = ({ says, height, children }: PlotProps) => {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);

  useEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);

  return (
    <div ref={box} className="plot">
      {width > TOO_NARROW && (
        <svg role="img" aria-label={says} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          {children(width)}
        </svg>
      )}
    </div>
  );
};
