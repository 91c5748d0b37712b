import { expect, it } from 'vitest';
import { barChartSvg } from '~/services/publication/statistics-chart.server';

const rows = [
  { label: 'Agriculture, farm machinery and fisheries', value: 12 },
  { label: '危险化学品', value: null },
];
const sizeOf = (svg: string) => /<svg width="(\d+)" height="(\d+)"/.exec(svg)?.slice(1).map(Number);

it('is drawn for the width it is shown at, its letters as large on a phone as elsewhere', () => {
  for (const [narrow, width] of [
    [false, 640],
    [true, 340],
  ] as const) {
    const svg = barChartSvg(rows, 'below 10', { narrow });
    expect(sizeOf(svg)).toEqual([width, 40 + rows.length * (narrow ? 56 : 30)]);
    const letters = [...svg.matchAll(/font-size:\s*(\d+)px/g)].map(([, size]) => Number(size));
    expect(Math.min(...letters)).toBeGreaterThanOrEqual(15);
    expect(svg).toContain('below 10');
  }
});

it('has a ground of its own, dark letters on white, whatever colours are forced on the page', () => {
  for (const narrow of [false, true]) {
    const svg = barChartSvg(rows, 'hidden', { narrow });
    const [width, height] = sizeOf(svg) ?? [];
    expect(svg).toMatch(new RegExp(`<rect width="${width}" height="${height}"[^>]* fill="#ffffff"`));
  }
});
