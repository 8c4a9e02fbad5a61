import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useLookState } from '../../shell/look.tsx';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const colours = { light: ['#8fb8a6', '#1f6f54'], dark: ['#3f5f52', '#5cbf98'] };
const inks = { light: ['#3d4a43', '#dde4df'], dark: ['#b9c4be', '#2a352f'] } as const;

/** A picture of figures that stand in a table beside it as well; `label` is what it shows. */
export function Chart({ label, option }: { label: string; option: EChartsCoreOption }) {
  const place = useRef<HTMLDivElement>(null);
  const { dark } = useLookState();
  useEffect(() => {
    if (place.current === null) return undefined;
    const chart = init(place.current);
    const look = dark ? 'dark' : 'light';
    const [ink, line] = inks[look];
    const axis = {
      axisLabel: { color: ink },
      axisLine: { lineStyle: { color: line } },
      splitLine: { lineStyle: { color: line } },
    };
    chart.setOption({
      color: colours[look],
      textStyle: { color: ink, fontFamily: 'inherit' },
      animation: false,
      ...option,
    });
    chart.setOption({
      legend: { textStyle: { color: ink } },
      xAxis: { ...axis, splitLine: { show: false } },
      yAxis: axis,
    });
    const watching = new ResizeObserver(() => chart.resize());
    watching.observe(place.current);
    return () => {
      watching.disconnect();
      chart.dispose();
    };
  }, [dark, option]);
  return <div ref={place} role="img" aria-label={label} className="case-chart" />;
}
