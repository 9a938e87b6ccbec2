import type { DeliveryDocument, DeliveryModel } from './delivery-model.js'
import { countedClasses, type Delivery } from './delivery.js'
import type { DayRow } from './send-rules.js'

const hourMs = 3_600_000
/** A local day of any zone lies within so many hours around now. */
const dayMs = 27 * hourMs

const shown = { personId: 1, kind: 1, class: 1, 'subject.id': 1, 'params.menteeId': 1, state: 1, dueAt: 1, sentAt: 1, startedAt: 1, digestOf: 1 }

/** An unknown outcome counts as sent when it was tried. */
function toDayRow(row: DeliveryDocument, isOwn: boolean): DayRow {
  const tried = row.state === 'unknown' ? row.startedAt : null
  return {
    id: String(row._id),
    kind: row.kind,
    class: row.class,
    subjectId: row.subject.id,
    menteeId: row.params?.menteeId ?? null,
    state: isOwn ? 'pending' : row.state,
    dueAt: row.dueAt,
    sentAt: isOwn ? null : (row.sentAt ?? tried),
    digestOf: row.digestOf ?? null,
  }
}

/** Makes the look at what else concerns the persons of a claimed batch around today; at most three queries a batch. */
export function createDayReader({ model, now: present }: { model: DeliveryModel; now: () => Date }) {
  /** Rows of the batch itself stand as `pending`: the caller says which of them go. */
  return async function aroundToday(batch: readonly Delivery[]): Promise<Map<string, DayRow[]>> {
    const found = new Map<string, DayRow[]>(batch.map(({ personId }) => [personId, []]))
    const judged = batch.filter((row) => row.class !== 'answer')
    if (judged.length === 0) return found
    const now = present().getTime()
    const whose = (rows: readonly Delivery[]) => ({ personId: { $in: [...new Set(rows.map(({ personId }) => personId))] } })
    const read = (filter: object) => model.find(filter, shown).lean<DeliveryDocument[]>()
    const earliest = new Date(Math.min(...judged.map(({ dueAt }) => dueAt.getTime())))
    const counted = judged.filter((row) => countedClasses.includes(row.class))
    const [ofKind, tried, held] = await Promise.all([
      read({ ...whose(judged), kind: { $in: [...new Set(judged.map(({ kind }) => kind))] }, dueAt: { $gte: earliest, $lte: new Date(now + dayMs) } }),
      counted.length > 0 ? read({ ...whose(counted), startedAt: { $gte: new Date(now - dayMs) } }) : [],
      counted.length > 0 ? read({ state: 'sending', ...whose(counted) }) : [],
    ])
    const own = new Set(batch.map(({ id }) => id))
    const rows = new Map([...ofKind, ...tried, ...held].map((row) => [String(row._id), row]))
    for (const [id, row] of rows) found.get(row.personId)?.push(toDayRow(row, own.has(id)))
    return found
  }
}
