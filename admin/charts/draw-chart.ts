import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { ChartData, ChartSize, ChartTone } from './chart-data.js'

echarts.use([BarChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer])

const ink = '#1c2b33'
/** Names without spaces only: the library puts them into an attribute without escaping quotes. */
const font = 'system-ui, Roboto, Arial, sans-serif'
const decal = 'rgba(28, 43, 51, 0.28)'
/** Pale enough for dark figures on them; each has a pattern too, for eyes that do not tell colours apart. */
const tones: Record<ChartTone, { color: string; decal: object }> = {
  plain: { color: '#9cc6e4', decal: { symbol: 'none' } },
  good: { color: '#a9d4bc', decal: { symbol: 'none' } },
  warn: { color: '#f0d28a', decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: 0.8, color: decal } },
  bad: { color: '#eab0a7', decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -0.8, color: decal } },
  calm: { color: '#dfe6ea', decal: { symbol: 'circle', symbolSize: 0.5, dashArrayX: [[8, 8], [0, 8, 8, 0]], dashArrayY: [6, 0], color: decal } },
}
const sizes = { wide: { width: 760, text: 14, label: 230, row: 34 }, narrow: { width: 360, text: 13, label: 130, row: 46 } } as const
/** A phone shows the last ones only; the table has all. */
const mostNarrowColumns = 8
const columnsHeight = 320

const longestLabel = 60
const clean = (text: string) => {
  const signs = [...text.slice(0, longestLabel * 4).replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim()]
  return signs.length <= longestLabel ? signs.join('') : `${signs.slice(0, longestLabel - 1).join('')}…`
}

function fitting(data: ChartData, size: ChartSize): ChartData {
  if (data.kind === 'bars' || size === 'wide') return data
  return { ...data, labels: data.labels.slice(-mostNarrowColumns), series: data.series.map((series) => ({ ...series, values: series.values.slice(-mostNarrowColumns) })) }
}

function optionsOf({ kind, labels, series }: ChartData, size: ChartSize): echarts.EChartsCoreOption {
  const { text, label } = sizes[size]
  const isBars = kind === 'bars'
  const words = { color: ink, fontSize: text, fontFamily: font }
  const names = { type: 'category', data: labels.map(clean), inverse: isBars, axisTick: { show: false }, axisLine: { lineStyle: { color: '#7b8b95' } }, axisLabel: { ...words, ...(isBars ? { width: label, overflow: 'break' } : { hideOverlap: true }) } }
  const numbers = { type: 'value', minInterval: 1, axisLabel: words, splitLine: { lineStyle: { color: '#d5dde2' } } }
  const shown = ({ value }: { value: unknown }) => (Number(value) > 0 ? String(value) : '')
  return {
    animation: false,
    textStyle: words,
    aria: { enabled: true, decal: { show: true } },
    legend: series.length > 1 ? { top: 0, left: 0, textStyle: words, itemWidth: 28, itemHeight: 16, data: series.map(({ name }) => clean(name)) } : undefined,
    grid: { top: series.length > 1 ? (size === 'narrow' ? 84 : 48) : 8, left: 8, right: 24, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    [isBars ? 'yAxis' : 'xAxis']: names,
    [isBars ? 'xAxis' : 'yAxis']: numbers,
    series: series.map(({ name, values, tone }) => ({
      type: 'bar',
      name: clean(name),
      stack: 'all',
      data: values,
      silent: true,
      emphasis: { disabled: true },
      barMaxWidth: isBars ? 24 : 56,
      itemStyle: { ...tones[tone], borderColor: '#5b6b7c', borderWidth: 1 },
      label: { show: true, ...words, textBorderWidth: 0, formatter: shown },
    })),
  }
}

/** What the drawing library leaves for a browser's script, which we have none of. */
const withoutHints = (svg: string) => svg.replace(/ (?:ecmeta_\w+|pointer-events|class)="[^"]*"/g, '').replace(/<style\s*>[\s\S]*?<\/style>/g, '')

/** Draws an SVG on the server: nothing of it needs a script, a font or a foreign host. */
export function drawChart(given: ChartData, size: ChartSize): string {
  const data = fitting(given, size)
  const { width, row } = sizes[size]
  const height = data.kind === 'columns' ? columnsHeight : 48 + data.labels.length * row
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(optionsOf(data, size))
    return withoutHints(chart.renderToSVGString())
  } finally {
    chart.dispose()
  }
}
