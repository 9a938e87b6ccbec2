import { systemActor, type Actor, type Role } from '../../src/core/actor.js'
import { must } from '../../src/core/result.js'
import type { RowInput } from '../../src/modules/programmes/programme-service.js'
import type { TestPanel } from './panel.js'
import { aSchool, enrol } from './staff.js'

const system = systemActor('command')
const rowOf = (finalOn: string): RowInput => ({ aim: 'difficulty', need: 'Проведение урока', measures: 'Посетить урок', mode: 'offline', finalOn, result: 'Лист наблюдений' })

/** A school behind the panel with mentor Olga, mentees Anna (in the bot) and Vera (not yet), head Ivan; pairs are led from state to state by hand. */
export async function aPanelSchool(panel: TestPanel) {
  const { services } = panel
  const school = await aSchool(services, 'Школа № 9', { programmeApprover: 'curator' })
  const organisationId = school.id
  const person = async (surname: string, role: Role, telegramId?: number) => (await enrol(services, organisationId, { surname, roles: [role], phone: '+79001234567', ...(telegramId ? { telegramId } : {}) })).id
  const ids = { olga: await person('Орлова', 'mentor', 901), anna: await person('Петрова', 'mentee', 902), vera: await person('Котова', 'mentee'), head: await person('Громов', 'head', 903) }
  must(await services.organisations.update(system, school.id, { headPersonId: ids.head }))
  const actor = (role: Role, personId: string | null = null): Actor => ({ organisationId, personId, accountId: null, roles: [role], channel: 'panel' })
  const as = { curator: actor('curator'), head: actor('head', ids.head), olga: actor('mentor', ids.olga), anna: actor('mentee', ids.anna) }
  const kinds = [school.dictionaries.kinds[0]?.code ?? '']

  const proposed = async (menteeIds: string[]) => must(await services.pairs.propose(as.curator, { mentorId: ids.olga, menteeIds, form: school.dictionaries.forms[0]?.code ?? '', kinds }))

  async function answered(pairId: string, menteeIds: string[]): Promise<void> {
    for (const personId of [ids.olga, ...menteeIds]) must(await services.pairs.answer(as.curator, { pairId, personId, answer: 'agreed' }))
  }

  async function signed(pairId: string, menteeIds: string[], signedOn = '2031-09-15'): Promise<void> {
    const papers = [[ids.olga, 'mentoring'], [ids.olga, 'duties'], ...menteeIds.map((id) => [id, 'duties'])] as [string, 'mentoring' | 'duties'][]
    for (const [personId, kind] of papers) must(await services.consents.registerPaper(as.curator, { personId, kind, pairId: kind === 'duties' ? pairId : null, signedOn, fileId: null }))
  }

  const ordered = async (pairId: string, number = '7', on = '2031-09-15') => must(await services.pairs.recordOrder(as.head, { pairIds: [pairId], number, on }))

  /** A plan of two rows, the first until the 25th of September. */
  async function drafted(pairId: string): Promise<string> {
    const { id } = must(await services.programmes.draft(as.curator, pairId))
    must(await services.programmes.change(as.curator, id, { goal: 'Уверенно вести урок', directions: [school.dictionaries.directions[0]?.code ?? ''], kinds }))
    must(await services.programmes.addRow(as.curator, id, rowOf('2031-09-25')))
    must(await services.programmes.addRow(as.curator, id, { ...rowOf('2031-09-26'), aim: 'strength', measures: 'Открытый урок' }))
    return id
  }

  async function agreed(programmeId: string, menteeIds: string[]): Promise<void> {
    must(await services.programmes.show(as.curator, programmeId))
    for (const menteeId of menteeIds) must(await services.programmes.agree(as.curator, { programmeId, menteeId }))
  }

  return { organisationId, school, ids, as, proposed, answered, signed, ordered, drafted, agreed }
}

export type PanelSchool = Awaited<ReturnType<typeof aPanelSchool>>
