import { createHash, timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'

/** Reads numbers that live in the database at the moment of the scrape: label value to number; without a label the first value counts. */
export interface MetricSource {
  name: string
  help: string
  /** Absent: one number without a label. */
  label?: string
  read(): Promise<Record<string, number>>
}

const sameText = (one: string, other: string) => timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())

/** Lets to `/metrics` who brings the token; where none is set, whoever asks from a trusted address. To others there is nothing here. */
export function createMetricsDoor(token: string | null): RequestHandler {
  return (request, _response, next) => {
    const isTrusted = request.app.get('trust proxy fn') as (address: string, hop: number) => boolean
    const isOpen = token === null ? isTrusted(request.ip ?? '', 0) : sameText(request.get('authorization') ?? '', `Bearer ${token}`)
    next(isOpen ? undefined : 'route')
  }
}

/** Answers `/metrics` in the format of Prometheus: the process, and the sources given. */
export function createMetrics(sources: readonly MetricSource[]): RequestHandler {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const source of sources) {
    new Gauge({
      name: source.name,
      help: source.help,
      labelNames: source.label ? [source.label] : [],
      registers: [registry],
      async collect() {
        this.reset()
        const values = await source.read()
        for (const [label, value] of Object.entries(values)) this.set(source.label ? { [source.label]: label } : {}, value)
      },
    })
  }
  return async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics())
  }
}
