import { defineAccountModel } from '../../src/modules/accounts/account-model.js'
import { defineConsentModel } from '../../src/modules/consents/consent-model.js'
import { defineInvitationModel } from '../../src/modules/invitations/invitation-model.js'
import type { Role } from '../../src/core/actor.js'
import type { Organisation } from '../../src/modules/organisations/organisation.js'
import type { StartFacts } from '../../src/modules/organisations/start-rules.js'
import { definePairModel } from '../../src/modules/pairs/pair-model.js'
import { definePersonModel } from '../../src/modules/people/person-model.js'
import { rolesOn, type HeldRole } from '../../src/modules/people/person.js'
import { judgeStaffConditions, type ConditionWords, type StaffCondition } from '../../src/modules/people/staff-conditions.js'
import { defineProgrammeModel } from '../../src/modules/programmes/programme-model.js'
import { dayOf } from '../../src/core/dates.js'
import { defineQuestionnaireModel, defineResponseModel } from '../../src/modules/questionnaires/questionnaire-model.js'
import type { ResourceContext } from '../resources/resource-entry.js'

/** What stands of the way to the first pair; only whether something is there, so that the front page stays quick. */
export async function loadStartFacts({ connection, services }: ResourceContext, organisation: Organisation): Promise<StartFacts> {
  const { id: organisationId, founder, headPersonId, curatorPersonId, textsSeenAt } = organisation
  const [people, invitations, pairs] = [definePersonModel(connection), defineInvitationModel(connection), definePairModel(connection)]
  const one = async (found: Promise<unknown>): Promise<number> => ((await found) === null ? 0 : 1)
  const present = { organisationId, archivedAt: null }
  const leading = ['head', 'curator', 'sysadmin']
  const holding = (role: Role) => one(people.exists({ ...present, 'roles.role': role }).exec())
  const [staff, withoutRole, heads, curators, mentors, mentees, linked, issued, consents, paired, ordered, running, account, opened, answered] = await Promise.all([
    people.countDocuments({ ...present, 'roles.role': { $nin: leading } }),
    services.people.list(organisationId, { withoutRole: true, pageSize: 1 }),
    holding('head'),
    holding('curator'),
    holding('mentor'),
    holding('mentee'),
    one(people.exists({ ...present, telegramId: { $ne: null } }).exec()),
    one(invitations.exists({ organisationId }).exec()),
    one(defineConsentModel(connection).exists({ organisationId, state: { $in: ['given', 'declared'] } }).exec()),
    one(pairs.exists({ organisationId }).exec()),
    one(pairs.exists({ organisationId, order: { $ne: null } }).exec()),
    one(defineProgrammeModel(connection).exists({ organisationId, state: { $in: ['running', 'completed'] } }).exec()),
    one(defineAccountModel(connection).exists({ organisationId, role: 'curator', closedAt: null }).exec()),
    one(defineQuestionnaireModel(connection).exists({ organisationId, kind: 'needs', openedAt: { $ne: null } }).exec()),
    one(defineResponseModel(connection).exists({ organisationId, kind: 'needs' }).exec()),
  ])
  return {
    hasProfile: founder !== null,
    staff,
    withoutRole: withoutRole.total,
    mentors,
    mentees,
    hasHead: headPersonId !== null,
    hasCurator: curatorPersonId !== null,
    isHeadThere: heads > 0,
    isCuratorThere: curators > 0,
    hasCuratorAccount: account > 0,
    areTextsSeen: Boolean(textsSeenAt),
    invited: linked + issued,
    isSurveyOpen: opened + answered > 0,
    consents,
    pairs: paired,
    orders: ordered,
    runningProgrammes: running,
  }
}

/** Judges the staff conditions of the organisation as its register stands today (ORG-09). */
export async function loadStaffConditions({ services, connection, clock }: ResourceContext, { id, zone }: Organisation, words: ConditionWords): Promise<StaffCondition[]> {
  const fields = { roles: 1, position: 1, qualification: 1 }
  const found = await definePersonModel(connection).find({ organisationId: id, archivedAt: null, $or: [{ 'roles.0': { $exists: true } }, { position: { $ne: null } }] }, fields).lean()
  const surveyed = new Set(await services.questionnaires.senders(id, 'mentor'))
  const today = dayOf(clock.now(), zone)
  const staff = found.map(({ _id, roles, position, qualification }) => ({
    id: String(_id),
    roles: rolesOn({ roles: roles as HeldRole[] }, today),
    position,
    qualification,
    hasMentorSurvey: surveyed.has(String(_id)),
  }))
  return judgeStaffConditions(staff, words)
}
