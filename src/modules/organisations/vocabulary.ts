import type { Vocabulary, VocabularyKey, Word } from './organisation.js'

const placeholder = /\{([A-Za-z]+)\.([A-Za-z]+)\}/g

/**
 * Fills `{teacher.genitive}` with the organisation's own word (ORG-03); `{Teacher.genitive}` begins with a capital letter.
 * Anything else in braces stays as it is.
 */
export function fillWords(text: string, vocabulary: Vocabulary): string {
  return text.replace(placeholder, (whole, key: string, form: string) => {
    const name = key.charAt(0).toLowerCase() + key.slice(1)
    const found = vocabulary[name as VocabularyKey]?.[form as keyof Word]
    if (found === undefined) return whole
    return name === key ? found : found.charAt(0).toUpperCase() + found.slice(1)
  })
}

/** Lists placeholders of words that no vocabulary has: empty for a sound text. */
export function unknownWords(text: string, vocabulary: Vocabulary): string[] {
  return [...fillWords(text, vocabulary).matchAll(placeholder)].map((match) => match[0])
}
