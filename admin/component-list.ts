import { join } from 'node:path'
import { ComponentLoader } from 'adminjs'
import { projectRoot } from '../src/paths.js'

const folder = join(projectRoot, 'admin', 'components')

/** Our own pages and fields, by the name that actions and properties use. */
const added = {
  PanelForm: 'panel-form.tsx',
  PanelShow: 'panel-show.tsx',
  PanelDashboard: 'dashboard.tsx',
  PanelList: 'panel-list.tsx',
  PanelPage: 'panel-page.tsx',
  PanelOwnPage: 'own-page.tsx',
  PanelImport: 'import-page.tsx',
} as const

/** Parts of AdminJS that are replaced: dates that showed the day before, a logout that was a link. */
const replaced = {
  TopBar: 'top-bar.tsx',
  Sidebar: 'sidebar.tsx',
  NoticeBox: 'notices.tsx',
  DefaultDatetimeListProperty: 'moment-value.tsx',
  DefaultDatetimeShowProperty: 'moment-show.tsx',
  DefaultDatetimeFilterProperty: 'moment-filter.tsx',
} as const

export type ComponentName = keyof typeof added

/** Lists the components for AdminJS; the sources lie beside the built code. */
export function loadComponents(): ComponentLoader {
  const loader = new ComponentLoader()
  for (const [name, file] of Object.entries(added)) loader.add(name, join(folder, file))
  for (const [name, file] of Object.entries(replaced)) loader.override(name, join(folder, file))
  return loader
}
