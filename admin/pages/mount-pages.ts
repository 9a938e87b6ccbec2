import type { PageContext } from 'adminjs'
import { mayOpen } from '../../src/modules/accounts/rights.js'
import { GateError } from '../gate/gate-error.js'
import { showsPhones, type NoteShown } from '../resource/note-viewed.js'
import { userOf } from '../resource/scope.js'
import type { PanelTexts } from '../texts.js'
import { withOpenLinks } from './open-links.js'
import type { OwnPage, PageQuery } from './own-page.js'

function queryOf(request: unknown): PageQuery {
  const { query = {} } = request as { query?: Record<string, unknown> }
  return Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** Pages as AdminJS takes them; a page that is not for this role is not there at all. The icon's place carries the group of the menu. */
export function mountPages(pages: readonly OwnPage[], texts: PanelTexts, noteShown: NoteShown) {
  const placeOf = (menu: string | null) => (menu === null || menu === 'front' ? (menu ?? '') : texts.text(`navigation.${menu}`))
  const mounted = pages.map(({ name, menu, load }) => {
    const handler = async (request: unknown, _response: unknown, context: PageContext) => {
      const user = userOf(context)
      if (!mayOpen([user.role], name)) throw new GateError(404, 'not-found')
      const page = withOpenLinks(await load(user, queryOf(request)), user)
      if (showsPhones(page)) await noteShown(user, 'Person', name, ['phone'])
      return page
    }
    return [name, { component: 'PanelOwnPage', icon: placeOf(menu), handler }] as const
  })
  return Object.fromEntries(mounted)
}
