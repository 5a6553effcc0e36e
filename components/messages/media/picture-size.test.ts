import { describe, expect, it } from 'vitest';
import { pictureSize } from './picture-size';

describe('pictureSize', () => {
  it('keeps the proportions within the largest place', () => {
    expect(pictureSize(4000, 3000)).toEqual({ width: 304, height: 228 });
    expect(pictureSize(1000, 2000)).toEqual({ width: 180, height: 360 });
  });

  it('never enlarges beyond what its marks need, and has a place for what is not measured', () => {
    expect(pictureSize(200, 160)).toEqual({ width: 200, height: 160 });
    expect(pictureSize(1, 1)).toEqual({ width: 140, height: 70 });
    expect(pictureSize(null, null)).toEqual({ width: 240, height: 180 });
  });
});
