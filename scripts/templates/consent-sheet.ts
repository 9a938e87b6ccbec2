import { AlignmentType } from 'docx'
import type { Texts } from '../../src/texts.js'
import { centred, eachLine, line, looseRow, paper } from './paper.js'

/** A consent to print and sign: its text is the version in force (DOC-07). */
export function consentSheetTemplate(words: Texts): Promise<Buffer> {
  return paper([
    line('{organisation}', { align: AlignmentType.RIGHT, after: 2 }),
    line('{person}', { align: AlignmentType.RIGHT, after: 2 }),
    line('{position}', { align: AlignmentType.RIGHT, after: 28 }),
    centred('{title}', { bold: true, size: 15, after: 16 }),
    eachLine('paragraphs', '{paragraph}', { isText: true, after: 6 }),
    eachLine('pair', '{participants}', { isText: true, before: 6 }),
    line('', { after: 20 }),
    looseRow([
      { width: 50, cell: words('consent-sign-date') },
      { width: 24, cell: '____________', align: AlignmentType.CENTER },
      { width: 26, cell: '{personShort}', align: AlignmentType.RIGHT },
    ]),
    line('{version}', { size: 9, before: 40 }),
  ])
}
