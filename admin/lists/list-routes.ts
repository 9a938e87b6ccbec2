import { Router } from 'express'
import { createExportRoute, type ExportDependencies } from '../export/export-route.js'
import { createSavedListsRoute, type SavedListsDependencies } from './saved-lists-route.js'

/** What lists need beside AdminJS's own addresses: files and saved lists. */
export function createListRoutes(given: ExportDependencies & SavedListsDependencies): Router {
  return Router().use(createExportRoute(given), createSavedListsRoute(given))
}
