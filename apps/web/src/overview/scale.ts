/** A round step that gives two or three grid lines above zero. */
const gridStep = (highest: number): number => {
  const raw = Math.max(highest, 1) / 2.2;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return Math.max(1, (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10) * power);
};

/** The grid lines from zero to just under the top of the drawing. */
export const gridLines = (highest: number): number[] => {
  const step = gridStep(highest);
  return Array.from({ length: Math.floor(highest / step) + 1 }, (_, index) => index * step);
};

/** Where the five steps of the heat ramp end, from 1 to the highest value; fewer when the values are few. */
export const heatSteps = (highest: number): number[] => {
  const ends = [0.08, 0.2, 0.4, 0.65, 1].map((share) => Math.max(1, Math.round(highest * share)));
  return [...new Set(ends)];
};

/** 0 for nothing, then 1 to 5; the last step is always the darkest. */
export const heatOf = (value: number, steps: readonly number[]): number => {
  if (value === 0) return 0;
  const index = steps.findIndex((end) => value <= end);
  return 5 - (steps.length - 1 - (index === -1 ? steps.length - 1 : index));
};
