import { createHash } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Kernel } from '../../core/kernel.js'
import type { Actor } from '../../core/actor.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { retryLostRaces } from '../../db/lost-race.js'
import { fillText, type ConsentKind, type ConsentText } from './consent.js'
import { defineConsentTextModel, type ConsentTextDocument } from './consent-model.js'
import { mayPublish } from './consent-policy.js'

export interface ConsentWording {
  title: string
  summary: string
  text: string
}

/** One published wording: papers signed under it keep it (CONS-07). */
export interface ConsentVersion extends ConsentWording {
  version: number
  publishedAt: Date
}

export interface ConsentTextDependencies {
  connection: Connection
  kernel: Kernel
  /** The preset's wording, the first version of an organisation. */
  firstWording(organisationId: string, kind: ConsentKind): Promise<ConsentWording>
  /** Names that the wording's placeholders take, from the organisation's profile and the person's record (ORG-15). */
  namesOf(organisationId: string, personId: string | null): Promise<Record<string, string>>
}

const longest = 12_000

/** A line with a date to fill in belongs on paper only: the button's time is in the record. */
const withoutDateLine = (text: string): string => text.split('\n').filter((line) => !line.includes('{date}')).join('\n').trim()

/** Versions of the papers of each organisation (CONS-07, DOC-07). */
export function createConsentTexts({ connection, kernel, firstWording, namesOf }: ConsentTextDependencies) {
  const texts = defineConsentTextModel(connection)

  async function newest(organisationId: string, kind: ConsentKind): Promise<ConsentTextDocument> {
    const found = await texts.findOne({ organisationId, kind }).sort({ version: -1 }).lean<ConsentTextDocument>()
    if (found) return found
    const wording = await firstWording(organisationId, kind)
    const stored = await texts
      .findOneAndUpdate(
        { organisationId, kind, version: 1 },
        { $setOnInsert: { ...wording, publishedAt: kernel.clock.now() } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<ConsentTextDocument>()
    if (!stored) throw new Error('the first version of a consent text was not stored')
    return stored
  }

  async function textOf(organisationId: string, kind: ConsentKind, personId: string | null = null): Promise<ConsentText> {
    const [stored, names] = await Promise.all([newest(organisationId, kind), namesOf(organisationId, personId)])
    const title = fillText(stored.title, names)
    const text = fillText(withoutDateLine(stored.text), names)
    const hash = createHash('sha256').update(`${title}\n${text}`).digest('hex')
    return { kind, version: stored.version, title, summary: fillText(stored.summary, names), text, hash }
  }

  async function publish(actor: Actor, organisationId: string, kind: ConsentKind, wording: ConsentWording, seenVersion?: number): Promise<Result<ConsentText>> {
    if (!mayPublish(actor, organisationId)) return refuse('not-allowed')
    const { title, summary, text } = wording
    if (!title.trim() || !summary.trim() || !text.trim()) return refuse('consent-text-empty')
    if (text.length > longest) return refuse('text-too-long', { limit: longest })
    const published = await retryLostRaces(() => kernel.transaction(async (): Promise<Result<undefined>> => {
      const before = await newest(organisationId, kind)
      if (seenVersion !== undefined && seenVersion !== before.version) return refuse('panel-stale')
      const after = { organisationId, kind, version: before.version + 1, title, summary, text, publishedAt: kernel.clock.now() }
      await new texts(after).save()
      const shown = (wording: ConsentWording & { version: number }) => ({ version: wording.version, title: wording.title, summary: wording.summary, text: wording.text })
      await kernel.audit({ actor, organisationId, action: 'consent-text-publish', subject: { type: 'ConsentText', id: `${organisationId}:${kind}` }, before: shown(before), after: shown(after) })
      return ok()
    }))
    if (!published.ok) return published
    return ok(await textOf(organisationId, kind))
  }

  /** The newest wording with its placeholders, to be edited. */
  async function wordingOf(organisationId: string, kind: ConsentKind): Promise<ConsentWording & { version: number }> {
    const { title, summary, text, version } = await newest(organisationId, kind)
    return { title, summary, text, version }
  }

  /** All wordings of a paper, the newest first. */
  async function versionsOf(organisationId: string, kind: ConsentKind): Promise<ConsentVersion[]> {
    await newest(organisationId, kind)
    const found = await texts.find({ organisationId, kind }).sort({ version: -1 }).lean<ConsentTextDocument[]>()
    return found.map(({ title, summary, text, version, publishedAt }) => ({ title, summary, text, version, publishedAt }))
  }

  /** A wording as people would read it, with the organisation's name filled in. */
  async function preview(organisationId: string, wording: ConsentWording): Promise<ConsentWording> {
    const names = await namesOf(organisationId, null)
    return { title: fillText(wording.title, names), summary: fillText(wording.summary, names), text: fillText(withoutDateLine(wording.text), names) }
  }

  return { textOf, wordingOf, publish, versionsOf, preview }
}
