import { addDays, mondayOf, startOfDay, type Day } from '../../src/core/dates.js'
import { pairStates } from '../../src/modules/pairs/pair.js'
import { mayDo } from '../../src/modules/accounts/rights.js'
import { formatDay } from './format.js'
import type { Figure, FigureScene } from './figures.js'
import { yearListLink } from './links.js'

/** Pairs of the year by state; each number leads to the pairs of that state and year. */
export async function pairsFigure({ context: { services }, texts, organisation, year, user }: FigureScene): Promise<Figure> {
  const counted = await services.pairs.countByState(organisation.id, year.id)
  const states = pairStates.filter((state) => (counted[state] ?? 0) > 0)
  const word = (state: string) => texts.text(`words.Pair.state.${state}`)
  const values = states.map((state) => counted[state] ?? 0)
  const href = mayDo([user.role], 'Pair', 'list') ? yearListLink('Pair', year.id) : undefined
  const columns = ['state', 'pairs'].map((name) => texts.text(`pages.figures.columns.${name}`))
  return {
    chart: { kind: 'bars', labels: states.map(word), series: [{ name: texts.text('pages.figures.columns.pairs'), values, tone: 'plain' }] },
    table: { columns, rows: states.map((state, at) => ({ id: state, cells: [{ text: word(state), state }, { text: String(values[at]), ...(href ? { href: `${href}&filters.state=${state}` } : {}) }] })) },
    isEmpty: states.length === 0,
  }
}

const meetingTones = { held: 'good', planned: 'plain', missed: 'bad' } as const
type CountedState = keyof typeof meetingTones

/** Meetings a week: held, planned, missed; called off ones never were any. */
export async function meetingsFigure({ context: { services }, texts, organisation, year, zone }: FigureScene): Promise<Figure> {
  const counted = await services.meetings.countByDay({ organisationId: organisation.id, from: startOfDay(year.startsOn, zone), to: startOfDay(addDays(year.endsOn, 1), zone) })
  const states = Object.keys(meetingTones) as CountedState[]
  const weeks = new Map<Day, Record<CountedState, number>>()
  for (const { day, state, count } of counted) {
    if (state === 'cancelled' || day === '') continue
    const monday = mondayOf(day)
    const week = weeks.get(monday) ?? { held: 0, planned: 0, missed: 0 }
    weeks.set(monday, { ...week, [state]: week[state] + count })
  }
  const mondays = withGaps([...weeks.keys()].sort())
  const of = (monday: Day, state: CountedState) => weeks.get(monday)?.[state] ?? 0
  const word = (state: CountedState) => texts.text(`pages.figures.meeting.${state}`)
  return {
    chart: { kind: 'columns', labels: mondays.map((monday) => formatDay(monday).slice(0, 5)), series: states.map((state) => ({ name: word(state), values: mondays.map((monday) => of(monday, state)), tone: meetingTones[state] })) },
    table: {
      columns: [texts.text('pages.figures.columns.week'), ...states.map(word)],
      rows: mondays.filter((monday) => weeks.has(monday)).map((monday) => ({ id: monday, cells: [{ text: texts.text('pages.year.weekOf', { from: formatDay(monday), to: formatDay(addDays(monday, 6)) }) }, ...states.map((state) => ({ text: String(of(monday, state)) }))] })),
    },
    isEmpty: mondays.length === 0,
  }
}

/** All weeks from the first to the last: a week without meetings is seen as one. */
function withGaps(mondays: readonly Day[]): Day[] {
  const [first, last] = [mondays[0], mondays.at(-1)]
  const all: Day[] = []
  for (let monday = first; monday !== undefined && last !== undefined && monday <= last; monday = addDays(monday, 7)) all.push(monday)
  return all
}
