import { Router, type Request } from 'express'
import { mayOpen } from '../../src/modules/accounts/rights.js'
import { GateError } from '../gate/gate-error.js'
import { isFigureName, type FigureLoader } from '../pages/figures.js'
import { drawChart } from './draw-chart.js'

/** Drawings of the page of figures, for those who may open it: `/admin/charts/:name.svg`. */
export function createChartRoute(load: FigureLoader): Router {
  const router = Router()
  router.get('/charts/:file', async (request: Request<{ file: string }>, response) => {
    const user = response.locals.panelUser
    const { file } = request.params
    const name = file.endsWith('.svg') ? file.slice(0, -'.svg'.length) : ''
    const { year, size } = request.query
    const figure = mayOpen([user.role], 'figures') && isFigureName(name) ? await load(name, user, typeof year === 'string' ? year : null) : null
    if (!figure) throw new GateError(404, 'not-found')
    response.set({ 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox", 'Cache-Control': 'private, no-store' })
    response.type('image/svg+xml').send(drawChart(figure.chart, size === 'narrow' ? 'narrow' : 'wide'))
  })
  return router
}
