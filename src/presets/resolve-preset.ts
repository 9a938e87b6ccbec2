import { dictionaryNames, statementLists, vocabularyKeys, type Dictionaries, type DictionaryItem, type OrganisationContent, type Statement, type Vocabulary } from '../modules/organisations/organisation.js'
import type { OrganisationSettings } from '../modules/organisations/settings.js'
import type { PresetFile } from './preset-schema.js'
import type { Preset, PresetConsent } from './preset.js'

/** Gives the file of another preset, to borrow from. */
export type PresetSource = (code: string) => PresetFile

type Borrowed = { proposedFrom: string }

function isBorrowed(block: object): block is Borrowed {
  return 'proposedFrom' in block
}

/** Follows one step of borrowing; a block that is borrowed twice over is a mistake of the file. */
function ownerOf<T extends object>(file: PresetFile, pick: (file: PresetFile) => T, source: PresetSource): { block: Exclude<T, Borrowed>; borrowed: boolean } {
  const own = pick(file)
  if (!isBorrowed(own)) return { block: own as Exclude<T, Borrowed>, borrowed: false }
  const block = pick(source(own.proposedFrom))
  if (isBorrowed(block)) throw new Error(`preset ${own.proposedFrom} borrows the block itself`)
  return { block: block as Exclude<T, Borrowed>, borrowed: true }
}

function isOwnClause(clause: string | null, file: PresetFile): boolean {
  return clause !== null && clause.startsWith(`${file.source} `)
}

function dictionariesOf(file: PresetFile, source: PresetSource): Dictionaries {
  const entries = dictionaryNames.map((name) => {
    const { block } = ownerOf(file, (each) => each.dictionaries[name], source)
    const items = block.items.map((item): DictionaryItem => {
      const clause = item.clause === undefined ? block.clause : item.clause
      return { code: item.code, text: item.text, help: item.help ?? null, clause, proposed: !isOwnClause(clause, file), retiredAt: null }
    })
    return [name, items] as const
  })
  return Object.fromEntries(entries) as Dictionaries
}

function statementsOf(file: PresetFile, source: PresetSource): OrganisationContent['statements'] {
  const entries = statementLists.map((name) => {
    const { block, borrowed } = ownerOf(file, (each) => each.statements[name], source)
    const items = block.items.map((item): Statement => {
      const clause = borrowed ? null : item.clause === undefined ? block.clause : item.clause
      return { code: item.code, text: item.text, clause, proposed: !isOwnClause(clause, file) }
    })
    return [name, items] as const
  })
  return Object.fromEntries(entries) as OrganisationContent['statements']
}

function consentsOf(file: PresetFile, source: PresetSource): Preset['consents'] {
  const consentOf = (kind: keyof PresetFile['consents']): PresetConsent => {
    const { block, borrowed } = ownerOf(file, (each) => each.consents[kind], source)
    const { title, summary, text, lawyerMustReview } = block
    return { title, summary: summary.join('\n'), text, clause: borrowed ? null : block.clause, proposed: borrowed, lawyerMustReview }
  }
  return { 'personal-data': consentOf('personal-data'), mentoring: consentOf('mentoring'), duties: consentOf('duties') }
}

function vocabularyOf(file: PresetFile): Vocabulary {
  const entries = vocabularyKeys.map((key) => {
    const { clause: _clause, ...word } = file.vocabulary[key]
    return [key, word] as const
  })
  return Object.fromEntries(entries) as Vocabulary
}

function settingsOf(file: PresetFile): OrganisationSettings {
  return Object.fromEntries(Object.entries(file.settings).map(([key, entry]) => [key, entry.value])) as unknown as OrganisationSettings
}

function clausesOf(file: PresetFile): Preset['clauses'] {
  const words = vocabularyKeys.map((key) => [`vocabulary.${key}`, file.vocabulary[key].clause] as const)
  const settings = Object.entries(file.settings).map(([key, entry]) => [`settings.${key}`, entry.clause] as const)
  return Object.fromEntries([...words, ...settings])
}

/** Turns a preset's file into what an organisation is made from: blocks where the regulation is silent come from another, marked as proposals (VAR-18). */
export function resolvePreset(file: PresetFile, source: PresetSource): Preset {
  return {
    code: file.code,
    source: file.source,
    title: file.title.text,
    content: {
      type: file.type,
      vocabulary: vocabularyOf(file),
      dictionaries: dictionariesOf(file, source),
      terms: file.terms,
      statements: statementsOf(file, source),
      settings: settingsOf(file),
    },
    questionnaires: file.questionnaires,
    consents: consentsOf(file, source),
    clauses: clausesOf(file),
    roadmap: file.roadmap ?? [],
  }
}
