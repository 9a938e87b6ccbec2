/** One drawing: numbers by label, in one or several rows that stand on each other. */
export interface ChartData {
  /** Lying bars for names, standing ones for time. */
  kind: 'bars' | 'columns'
  labels: string[]
  series: ChartSeries[]
}

export interface ChartSeries {
  name: string
  values: number[]
  tone: ChartTone
}

/** Each has its colour and its pattern. */
export type ChartTone = 'plain' | 'good' | 'warn' | 'bad' | 'calm'
export const chartSizes = ['wide', 'narrow'] as const
export type ChartSize = (typeof chartSizes)[number]
