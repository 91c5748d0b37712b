import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

const WIDE = { width: 640, row: 30, label: {} };
// Letters cannot be measured here and are estimated a little too narrow, so lines of labels get less room than there
// is.
const NARROW = { width: 340, row: 56, label: { width: 96, overflow: 'break' as const } };

use([BarChart, GridComponent, SVGRenderer]);

type Bar = { label: string; value: number | null };

/**
 * Horizontal bars as a standalone SVG file; `null` is a hidden count and draws no bar. Labels are already in words. A
 * narrow chart is drawn for phones, where the letters of the wide one would shrink. It has a background of its own,
 * because pictures do not change where a reader forces their own colours on the page.
 */
export function barChartSvg(rows: readonly Bar[], hidden: string, { narrow = false } = {}): string {
  const { width, row, label } = narrow ? NARROW : WIDE;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: 40 + rows.length * row });
  const ordered = [...rows].reverse();
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    grid: { left: 8, right: 72, top: 8, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      type: 'category',
      data: ordered.map((row) => row.label),
      axisTick: { show: false },
      axisLabel: { fontSize: 15, color: '#1b2a2e', ...label },
    },
    series: [
      {
        type: 'bar',
        barWidth: 16,
        itemStyle: { color: '#0f5c66' },
        label: { show: true, position: 'right', fontSize: 15, color: '#1b2a2e' },
        data: ordered.map((row) => ({
          value: row.value ?? 0,
          label: { formatter: row.value === null ? hidden : String(row.value) },
        })),
      },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
