import { ok } from '../../src/core/result.js'
import type { PanelAction } from '../actions/panel-action.js'
import { createImportAnswer } from '../pages/import-answer.js'
import type { ResourceContext } from './resource-entry.js'

/** «Load a list»: a page of its own in three steps (IMPL-08). */
export function importAction(context: ResourceContext): PanelAction {
  return {
    resource: 'Person',
    name: 'import',
    type: 'resource',
    icon: 'Upload',
    fields: [],
    own: { component: 'PanelImport', answer: createImportAnswer(context) },
    run: async () => ok(),
  }
}
