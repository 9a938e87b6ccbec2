import { Property, Resource } from '@adminjs/mongoose'
import { expect, it } from 'vitest'
import { PanelProperty } from '../../../admin/resource/panel-property.js'
import { PanelResource } from '../../../admin/resource/panel-resource.js'

const own = (prototype: object) => Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor')

it('[ROLE-16] nothing of the stock adapter that reads or writes is left: each of its calls is replaced by a scoped one', () => {
  const replaced = new Set(own(PanelResource.prototype))
  // A name, and the parsing of the stock forms that nothing calls once `create` and `update` are replaced.
  const harmless = ['name', 'parseParams']
  expect(own(Resource.prototype).filter((name) => !replaced.has(name))).toEqual(harmless)
})

it('a property says what its definition says, not what the schema would', () => {
  const replaced = new Set(own(PanelProperty.prototype))
  expect(own(Property.prototype).filter((name) => !replaced.has(name))).toEqual(['instanceToType', 'name'])
})
