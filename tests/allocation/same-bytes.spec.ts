import { createHash } from 'node:crypto';
import { Engine } from '#allocation/engine';
import type { Instance } from '#allocation/instance';
import { plan } from '#allocation/plan';
import { Draw } from '../support/draw';
import { adversarial } from './adversarial';
import { instanceOf } from './sketch';

const hashOf = (instance: Instance): string => {
  const { assignedTo, prices, certificate, value, shortfalls } = plan(instance);
  const told = [assignedTo, ...Object.values(prices), ...Object.values(shortfalls)].map((list) => [...list]);
  return createHash('sha256')
    .update(JSON.stringify([told, certificate, value]))
    .digest('hex');
};

const sketches = (seed: number, count: number) => {
  const draw = new Draw(seed);
  return Array.from({ length: count }, () => adversarial(draw, 40));
};

describe('The same inputs give the same plan, to the byte', () => {
  it('whatever was planned before, and however often', () => {
    const instances = sketches(71, 150).map(instanceOf);
    const first = instances.map(hashOf);
    expect([...instances].reverse().map(hashOf).reverse()).toEqual(first);
  });

  it('whatever the clock and the chance of the machine say', () => {
    const instances = sketches(72, 60).map(instanceOf);
    const before = instances.map(hashOf);
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.999);
    const clocks = [jest.spyOn(Date, 'now'), jest.spyOn(performance, 'now')];
    for (const clock of clocks) clock.mockReturnValue(1);
    expect(instances.map(hashOf)).toEqual(before);
    for (const spied of [random, ...clocks]) expect(spied).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  it('and the inputs stay as they were given', () => {
    for (const sketch of sketches(73, 60)) {
      const instance = instanceOf(sketch);
      plan(instance);
      const engine = new Engine(instance);
      engine.setCapacity(0, 3);
      engine.withdraw(0);
      expect(instance).toEqual(instanceOf(sketch));
    }
  });
});
