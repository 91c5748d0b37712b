import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, SVGRenderer]);

/** Horizontal bars as a standalone SVG file; `null` is a hidden count and draws no bar. Labels are already worded. */
export function barChartSvg(rows: readonly { label: string; value: number | null }[], hidden: string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 640, height: 40 + rows.length * 30 });
  const ordered = [...rows].reverse();
  chart.setOption({
    animation: false,
    grid: { left: 8, right: 72, top: 8, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      type: 'category',
      data: ordered.map((row) => row.label),
      axisTick: { show: false },
      axisLabel: { fontSize: 15, color: '#1b2a2e' },
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
