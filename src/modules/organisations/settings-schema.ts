import { z } from 'zod'
import { daysBetween, isDay } from '../../core/dates.js'
import { longestHoliday, reminderTriggers, type OrganisationSettings } from './settings.js'

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const dayOfYear = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
const day = z.string().refine(isDay)
const holiday = z.strictObject({ from: day, to: day, name: z.string().trim().max(60).optional() }).refine(({ from, to }) => from <= to && daysBetween(from, to) <= longestHoliday, { path: ['to'] })
const consentWay = z.enum(['paper', 'button'])

const reminderRule = z.strictObject({
  offsets: z.array(z.number()),
  repeatHours: z.number().positive().optional(),
  curatorAfterHours: z.number().positive().optional(),
})

/** Shape of the organisation's settings: the same one checks a preset and a change made by people. */
export const settingsShape = {
  programmeMinMonths: z.int().min(1).max(60),
  programmeMaxMonths: z.int().min(1).max(60),
  programmeCycle: z.enum(['term', 'academic-year']),
  speedMayBeOneMeeting: z.boolean(),
  programmeApprover: z.enum(['curator', 'head']),
  mentorCapacity: z.int().min(1).max(50),
  consentWay: z.strictObject({ 'personal-data': consentWay, mentoring: consentWay, duties: consentWay }),
  secondDatum: z.boolean(),
  invitationHours: z.int().min(1).max(720),
  youngYears: z.int().min(0).max(10),
  yearStartsOn: dayOfYear,
  lessonsEndOn: dayOfYear,
  quietFrom: timeOfDay,
  quietTo: timeOfDay,
  quietWeekdays: z.array(z.int().min(1).max(7)).max(6),
  holidays: z.array(holiday).max(40),
  digestAt: timeOfDay,
  reminderBudget: z.int().min(1).max(20),
  reminders: z.strictObject(Object.fromEntries(reminderTriggers.map((trigger) => [trigger, reminderRule])) as Record<(typeof reminderTriggers)[number], typeof reminderRule>),
  mentorMessageDays: z.int().min(0).max(180),
  attachments: z.strictObject({
    maxMegabytes: z.int().min(1).max(20),
    maxPerReport: z.int().min(1).max(30),
    extensions: z.array(z.string().regex(/^[a-z0-9]{1,8}$/)).min(1),
  }),
  chatPrivacy: z.enum(['normal', 'strict']),
}

/** Checks settings as a whole: the least term of a programme may not exceed the greatest. */
export const settingsSchema: z.ZodType<OrganisationSettings> = z
  .strictObject(settingsShape)
  .refine((settings) => settings.programmeMinMonths <= settings.programmeMaxMonths, { path: ['programmeMinMonths'] })
