import { Property } from '@adminjs/mongoose'
import type { PropertyType } from 'adminjs'
import type { ResourceDefinition } from './definition.js'

export interface PropertyShape {
  path: string
  type: PropertyType
  isArray: boolean
  reference: string | null
  values: readonly string[] | null
  isTitle: boolean
  isId: boolean
  isSortable: boolean
}

const types: Record<string, PropertyType> = { Boolean: 'boolean', Number: 'number', Date: 'datetime' }

/** A property of a resource as its definition describes it; mongoose's path is looked at for the kind of value only. */
export class PanelProperty extends Property {
  readonly shape: PropertyShape

  constructor(shape: PropertyShape, position: number) {
    super({ path: shape.path }, position)
    this.shape = shape
  }

  override type(): PropertyType {
    return this.shape.type
  }

  override isId(): boolean {
    return this.shape.isId
  }

  override isSortable(): boolean {
    return this.shape.isSortable
  }

  override isRequired(): boolean {
    return false
  }

  override subProperties(): Property[] {
    return []
  }

  override isTitle(): boolean {
    return this.shape.isTitle
  }

  override isEditable(): boolean {
    return false
  }

  override isVisible(): boolean {
    return true
  }

  override reference(): string | null {
    return this.shape.reference
  }

  override isArray(): boolean {
    return this.shape.isArray
  }

  override availableValues(): string[] | null {
    return this.shape.values ? [...this.shape.values] : null
  }
}

/** Describes one visible path. */
export function shapeOf(definition: ResourceDefinition, path: string): PropertyShape {
  const { derived = {}, references = {}, values = {}, sortable = [], days = [], title } = definition
  const stored = path in derived ? undefined : definition.model.schema.path(path)
  const reference = references[path] ?? null
  const plain = days.includes(path) ? 'date' : (types[stored?.instance ?? ''] ?? 'string')
  return {
    path,
    type: reference ? 'reference' : plain,
    isArray: stored?.instance === 'Array',
    reference,
    values: values[path] ?? null,
    isTitle: path === title,
    isId: path === 'id',
    isSortable: sortable.includes(path),
  }
}
