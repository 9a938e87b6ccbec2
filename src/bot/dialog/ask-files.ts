import { escapeHtml } from '../chat.js'
import { cleanText } from './ask-text.js'
import { ask, type Drawn, type Verdict } from './ask.js'
import type { Answered, Dialog } from './dialog.js'
import type { Incoming, IncomingFile } from './incoming.js'

export interface FilesQuestion {
  /** HTML. */
  text: string
  back?: boolean
  /** Label of the button for none; «Без приложения» by default. */
  without?: string
  maxFiles?: number
  maxComment?: number
  /** What was given before: the question shows it and goes on from there. */
  begun?: GivenFiles | null
  /** Remembers what was given so far, so that leaving the question loses nothing; null when the person cancels. */
  remember?: (given: GivenFiles | null) => Promise<unknown>
}

export interface GivenFiles {
  /** Ids of saved attachments. */
  fileIds: string[]
  comment: string | null
}

const done = 'done'
const none = 'none'
const usualMaxFiles = 10
const usualMaxComment = 2000

/** Saves what was sent; a refusal is the kind line to show. */
async function keep(dialog: Dialog, file: IncomingFile): Promise<{ id: string } | { refuse: string }> {
  return dialog.run(async (ctx) => {
    const content = await ctx.files.download(file.fileId)
    if (!content.ok) return { refuse: ctx.problemText(content.problem) }
    const organisationId = ctx.organisation?.id ?? ''
    const saved = await ctx.services.attachments.save(ctx.actor, { organisationId, name: file.name, mime: file.mime, content: content.value, source: 'bot' })
    return saved.ok ? { id: saved.value.id } : { refuse: ctx.problemText(saved.problem) }
  })
}

const mostShown = 700

/** The words and files of before, under the question. */
function sayBegun(dialog: Dialog, { fileIds, comment }: GivenFiles): string[] {
  const words = comment === null ? [] : [dialog.t('dialog-begun-words', { text: escapeHtml([...comment].slice(0, mostShown).join('')) })]
  return [...words, dialog.t(fileIds.length > 0 ? 'dialog-files-taken' : 'dialog-begun-go-on', { count: fileIds.length })]
}

/** Gathers photos, files and words until «Готово»; an album comes as its parts and is one answer (IMPL-14). */
export async function askFiles(dialog: Dialog, question: FilesQuestion): Promise<Answered<GivenFiles>> {
  const maxFiles = question.maxFiles ?? usualMaxFiles
  const maxComment = question.maxComment ?? usualMaxComment
  const without = question.without ?? dialog.t('label-without-files')
  const given: GivenFiles = { fileIds: [...(question.begun?.fileIds ?? [])], comment: question.begun?.comment ?? null }
  const remember = question.remember ?? (async () => undefined)

  const drawGathered = (): Drawn => ({
    text: dialog.t(given.fileIds.length > 0 ? 'dialog-files-taken' : 'dialog-comment-taken', { count: given.fileIds.length }),
    rows: [[{ label: dialog.t('label-done'), value: done }]],
  })
  /** The first thing gets a line of its own below it; what follows changes that line. */
  const gathered = async (wasEmpty: boolean): Promise<Verdict<GivenFiles>> => {
    await remember({ ...given, fileIds: [...given.fileIds] })
    return { redraw: drawGathered(), below: wasEmpty }
  }
  const isEmpty = () => given.fileIds.length === 0 && given.comment === null

  function addComment(text: string): string | null {
    const clean = cleanText(text)
    const whole = given.comment === null ? clean : `${given.comment}\n${clean}`
    const length = [...whole].length
    if (length > maxComment) return dialog.t('dialog-too-long', { max: maxComment, length })
    if (clean !== '') given.comment = whole
    return null
  }

  async function addFile(incoming: Incoming & { kind: 'file' }): Promise<Verdict<GivenFiles>> {
    const wasEmpty = isEmpty()
    if (given.fileIds.length >= maxFiles) return { refuse: dialog.t('dialog-too-many-files', { max: maxFiles }) }
    const kept = await keep(dialog, incoming.file)
    if ('refuse' in kept) return kept
    const tooLong = incoming.caption === null ? null : addComment(incoming.caption)
    given.fileIds.push(kept.id)
    if (tooLong !== null) await dialog.send({ text: tooLong })
    return gathered(wasEmpty)
  }

  async function read(incoming: Incoming): Promise<Verdict<GivenFiles>> {
    if (incoming.kind === 'press' && incoming.value === done) return { take: given, instead: dialog.t('dialog-files-done', { count: given.fileIds.length }) }
    if (incoming.kind === 'press') return { take: given, line: `— ${without}` }
    if (incoming.kind === 'file') return addFile(incoming)
    if (incoming.kind !== 'text') return { refuse: dialog.t('dialog-need-file') }
    const wasEmpty = isEmpty()
    const tooLong = addComment(incoming.text)
    return tooLong === null ? gathered(wasEmpty) : { refuse: tooLong }
  }

  const begun: Drawn = { ...drawGathered(), text: [question.text, ...sayBegun(dialog, given)].join('\n') }
  const drawn = isEmpty() ? { text: question.text, rows: [[{ label: without, value: none }]] } : begun
  return ask<GivenFiles>(dialog, { drawn, back: question.back, onCancel: () => remember(null), read })
}
