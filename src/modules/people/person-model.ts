import { Schema, type Connection, type Model, type Types } from 'mongoose'
import { roles } from '../../core/actor.js'
import { toPlain } from '../../db/lean.js'
import { channels, employmentStates, usualEmployment, usualSettings, type Person, type PersonSettings } from './person.js'

export interface PersonDocument extends Omit<Person, 'id'> {
  _id: Types.ObjectId
}

const required = { type: String, required: true } as const
const optional = { type: String, default: null } as const

const heldRoleSchema = new Schema({ role: { ...required, enum: roles }, from: required, to: optional }, { _id: false })

const personSchema = new Schema<PersonDocument>(
  {
    organisationId: required,
    surname: required,
    name: required,
    patronymic: optional,
    birthOn: optional,
    hiredOn: optional,
    experienceYears: { type: Number, default: null },
    position: optional,
    subject: optional,
    qualification: optional,
    phone: optional,
    email: optional,
    externalKind: optional,
    homeOrganisation: optional,
    roles: { type: [heldRoleSchema], default: [] },
    employment: { type: new Schema({ state: { ...required, enum: employmentStates }, since: optional, until: optional }, { _id: false }), default: () => ({ ...usualEmployment }) },
    telegramId: { type: Number, default: null },
    linkedAt: { type: Date, default: null },
    unreachableAt: { type: Date, default: null },
    nameForms: new Schema({ genitive: optional, dative: optional, accusative: optional, instrumental: optional }, { _id: false }),
    settings: new Schema({ quietFrom: optional, quietTo: optional, digestAt: optional, channel: { type: String, enum: channels, default: 'telegram' }, fewerUntil: { type: Date, default: null } }, { _id: false }),
    searchName: required,
    searchGiven: { type: String },
    archivedAt: { type: Date, default: null },
    checkedAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'people', optimisticConcurrency: true },
)
personSchema.index({ organisationId: 1, searchName: 1 })
personSchema.index({ organisationId: 1, searchGiven: 1 })
personSchema.index({ organisationId: 1, 'roles.role': 1 })
personSchema.index({ organisationId: 1, externalKind: 1 }, { partialFilterExpression: { externalKind: { $gt: '' } } })
// The panel's lists: what is asked for, then the order, then the id, so that a page is read from its place on.
personSchema.index({ organisationId: 1, archivedAt: 1, searchName: 1, _id: 1 })
personSchema.index({ organisationId: 1, archivedAt: 1, 'roles.role': 1, searchName: 1, _id: 1 })
personSchema.index({ organisationId: 1, telegramId: 1, searchName: 1, _id: 1 })
personSchema.index({ organisationId: 1, archivedAt: 1, position: 1, _id: 1 })
personSchema.index({ organisationId: 1, archivedAt: 1, subject: 1, _id: 1 })
personSchema.index({ organisationId: 1, archivedAt: -1, _id: -1 })
personSchema.index({ organisationId: 1, unreachableAt: -1, _id: -1 })
personSchema.index({ searchName: 1, _id: 1 })
personSchema.index({ telegramId: 1 }, { unique: true, partialFilterExpression: { telegramId: { $gt: 0 } } })

/** Registers the people's collection on the connection, or returns it when it is there. */
export function definePersonModel(connection: Connection): Model<PersonDocument> {
  return connection.models['Person'] ?? connection.model<PersonDocument>('Person', personSchema)
}

/** Settings as they were stored by an earlier version: its lasting wish for fewer nudges ends with it, a week is what a press asks for now. */
function completeSettings(stored: Partial<PersonSettings> & { fewerReminders?: boolean } = {}): PersonSettings {
  const { fewerReminders: _former, ...kept } = stored
  return { ...usualSettings, ...kept }
}

/** Turns a stored person into plain data. */
export function toPerson(document: object): Person {
  const person = toPlain<Person>(document)
  return { ...person, employment: person.employment ?? usualEmployment, settings: completeSettings(person.settings) }
}
