import { describe, expect, it } from '@jest/globals';
import { readYaml } from './journey-yaml.ts';

const keys = (count: number): string => Array.from({ length: count }, (_, n) => `key${n}: 1`).join('\n');

describe('a document in YAML', () => {
  it('is read, whatever its length below the limit', () => {
    expect(Object.keys(readYaml(keys(2_000)) as object)).toHaveLength(2_000);
    expect(readYaml('a: [1, {b: x}]')).toEqual({ a: [1, { b: 'x' }] });
  });

  it('has no name twice in a map', () => {
    expect(() => readYaml('a: 1\nb: 2\na: 3')).toThrow('stands twice');
    expect(() => readYaml('x:\n  - {a: 1, a: 2}')).toThrow('stands twice');
  });

  it('is refused before it is read when it has more entries than any map (case 36)', () => {
    const began = performance.now();
    expect(() => readYaml(keys(10_000))).toThrow('The request has a fault.');
    expect(() => readYaml(`[${'a,'.repeat(500_000)}]`)).toThrow();
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('expands no aliases without end', () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n},`.repeat(9)}]`).join('\n');
    expect(() => readYaml(`l0: &l0 [x]\n${laughs}`)).toThrow();
  });
});
