import { mayReadField } from '../../../modules/accounts/field-rights.js'
import { may } from '../../../modules/accounts/may.js'
import type { MentoringRequest } from '../../../modules/requests/request-service.js'
import type { PlanRow } from '../../../modules/programmes/programme.js'
import { escapeHtml } from '../../chat.js'
import type { BotContext, LinkedContext } from '../../context.js'
import { helpScreen, termScreen, type RequestFace } from '../../views/requests/request-views.js'
import { linked, namesOf } from '../meetings/faces.js'

/** What views of a request need to speak to this person. */
export async function requestFace(ctx: LinkedContext, request: MentoringRequest, row: PlanRow | null = null): Promise<RequestFace> {
  const names = await namesOf(ctx, [request.menteeId, request.mentorId, ...(row?.marks.map(({ menteeId }) => menteeId) ?? [])])
  return { t: ctx.t, zone: ctx.zone, now: ctx.now(), personId: ctx.person.id, nameOf: (id) => escapeHtml(names.get(id ?? '') ?? '—') }
}

/** Only those whom a request concerns read it: its sides, the mentees of its row, the curator. */
function mayRead(ctx: LinkedContext, request: MentoringRequest, row: PlanRow | null): boolean {
  const doers = row?.marks.map(({ menteeId }) => menteeId) ?? []
  return (may(ctx.actor, request.organisationId, 'Request', 'show') && mayReadField(ctx.actor.roles, 'Request', 'text')) || [request.menteeId, request.mentorId, ...doers].includes(ctx.person.id)
}

/** The request with its row and face, when it concerns this person. */
export async function findRequest(ctx: LinkedContext, requestId: string) {
  const request = await ctx.services.requests.get(requestId)
  if (!request || request.organisationId !== ctx.organisation.id) return null
  const programme = request.programmeId ? await ctx.services.programmes.get(request.programmeId) : null
  const row: PlanRow | null = programme?.rows.find(({ id }) => id === request.rowId) ?? null
  if (!mayRead(ctx, request, row)) return null
  return { request, row, programme, face: await requestFace(ctx, request, row) }
}

/** The open request for another term of a row, with its face. */
export async function findOpenTerm(ctx: LinkedContext, programmeId: string, row: PlanRow) {
  const open = await ctx.services.requests.openOf(ctx.person.id)
  const request = open.find((one) => one.kind === 'term' && one.programmeId === programmeId && one.rowId === row.id)
  return request ? { request, row, face: await requestFace(ctx, request, row) } : null
}

/** The request as it stands now, for the message whose button was pressed. */
export function requestScreen({ request, row, face }: { request: MentoringRequest; row: PlanRow | null; face: RequestFace }) {
  return request.kind === 'help' ? helpScreen(face, request, 'delivery-help-asked') : termScreen(face, request, row)
}

/** Brings the message whose button opened a dialogue up to date. */
export async function refreshRequest(ctx: BotContext, args: Record<string, string | null>): Promise<void> {
  const found = await findRequest(linked(ctx), args.requestId ?? '')
  if (found && args.messageId) await ctx.screen.edit(Number(args.messageId), requestScreen(found))
}
