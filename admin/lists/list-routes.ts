import { Router } from 'express'
import { createExportBound } from '../export/export-bound.js'
import { createExportRoute, type ExportDependencies } from '../export/export-route.js'
import { createJournalRoute } from '../export/journal-route.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createSavedListsRoute, type SavedListsDependencies } from './saved-lists-route.js'

/** What lists need beside AdminJS's own addresses: files and saved lists. */
export function createListRoutes(given: ExportDependencies & SavedListsDependencies & ResourceContext): Router {
  return Router().use('/export', createExportBound(given.clock)).use(createJournalRoute(given), createExportRoute(given), createSavedListsRoute(given))
}
