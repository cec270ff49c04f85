import { Engine } from '#allocation/engine';
import { Draw } from '../support/draw';
import { adversarial } from './adversarial';
import { cases } from './cases';
import { anEvent } from './plan-events';
import { bestValue } from './proved';
import { Rehearsal } from './rehearsal';
import { instanceOf, type Sketch } from './sketch';

const withCapacity = (sketch: Sketch, structure: number, visits: number): Sketch => ({
  ...sketch,
  capacity: sketch.capacity.with(structure, visits),
});

describe('What one more visit is worth', () => {
  it('is what the best plan gains with it, and loses without one', () => {
    const draw = new Draw(31);
    for (let one = 0; one < cases(120); one++) {
      const rehearsal = new Rehearsal(adversarial(draw, 25));
      for (let turn = 0; turn < 3; turn++) {
        rehearsal.happens(anEvent(draw, rehearsal.left, rehearsal.assignedTo));
        const { left, value, engine } = rehearsal;
        left.capacity.forEach((visits, structure) => {
          const { fewer, more } = engine.marginal(structure);
          expect(more).toBe(bestValue(withCapacity(left, structure, visits + 1)) - value);
          if (visits > 0) expect(fewer).toBe(value - bestValue(withCapacity(left, structure, visits - 1)));
        });
        // Asking changes nothing.
        rehearsal.isBest();
      }
    }
  });

  it('bounds the price of the visit from both sides', () => {
    const draw = new Draw(32);
    for (let one = 0; one < cases(200); one++) {
      const sketch = adversarial(draw, 25);
      const engine = new Engine(instanceOf(sketch));
      const { structure: prices } = engine.prices();
      sketch.capacity.forEach((visits, structure) => {
        const { fewer, more } = engine.marginal(structure);
        expect(prices[structure]).toBeGreaterThanOrEqual(more);
        // Pins alone may fill a structure: then a visit less takes nothing away, whatever its price.
        const pins = sketch.employers.filter(({ pin }) => pin === structure).length;
        if (visits > pins) expect(prices[structure]).toBeLessThanOrEqual(fewer);
      });
    }
  });

  it('is never under zero, and zero when a visit is left over', () => {
    const draw = new Draw(33);
    let leftOver = 0;
    for (let one = 0; one < cases(200); one++) {
      const sketch = adversarial(draw, 25);
      const engine = new Engine(instanceOf(sketch));
      const given = sketch.capacity.map(
        (_, structure) =>
          sketch.employers.filter((_, employer) => engine.assignedTo(employer) === structure).length,
      );
      engine.prices().structure.forEach((price, structure) => {
        expect(price).toBeGreaterThanOrEqual(0);
        if (given[structure]! >= sketch.capacity[structure]!) return;
        expect(price).toBe(0);
        leftOver++;
      });
    }
    expect(leftOver).toBeGreaterThan(cases(50));
  });

  it('falls with each visit more: the value is concave in a capacity', () => {
    const draw = new Draw(34);
    for (let one = 0; one < cases(60); one++) {
      const sketch = adversarial(draw, 20);
      if (sketch.employers.some(({ pin }) => pin >= 0)) continue;
      const structure = draw.whole(0, sketch.structures - 1);
      const values = Array.from({ length: 10 }, (_, visits) =>
        bestValue(withCapacity(sketch, structure, visits)),
      );
      const gains = values.slice(1).map((value, at) => value - values[at]!);
      expect(gains).toEqual([...gains].sort((a, b) => b - a));
      expect(gains.at(-1)).toBeGreaterThanOrEqual(0);
    }
  });
});
