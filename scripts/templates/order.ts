import { AlignmentType } from 'docx'
import type { Texts } from '../../src/texts.js'
import { centred, eachLine, line, looseRow, loopTable, paper } from './paper.js'

/** The order on mentors, pairs and groups (DOC-03, DOC-04). */
export function orderTemplate(words: Texts): Promise<Buffer> {
  const text = { isText: true }
  return paper([
    centred('{organisation}', { bold: true, after: 18 }),
    centred(words('order-word'), { bold: true, size: 16, after: 10 }),
    looseRow([
      { width: 40, cell: '{date}' },
      { width: 30, cell: '{place}', align: AlignmentType.CENTER },
      { width: 30, cell: `${words('order-number-mark')} {number}`, align: AlignmentType.RIGHT },
    ]),
    line(words('order-title'), { bold: true, before: 16, after: 14 }),
    line('{basis}', text),
    line(words('order-command'), { bold: true, before: 8, after: 8 }),
    line(words('order-item-mentors'), { ...text, keepNext: true }),
    eachLine('mentors', '\u2013 {mentorAccusative}, {consent};', text),
    line(words('order-item-pairs'), { ...text, keepNext: true, after: 6 }),
    loopTable([
      { width: 6, heading: words('order-column-row'), cell: '{#pairs}{row}', align: AlignmentType.CENTER },
      { width: 20, heading: words('order-column-mentor'), cell: '{mentor}' },
      { width: 21, heading: words('order-column-mentees'), cell: '{mentees}' },
      { width: 19, heading: words('order-column-form'), cell: '{form}' },
      { width: 17, heading: words('order-column-period'), cell: '{period}' },
      { width: 17, heading: words('order-column-curator'), cell: '{curator}{/pairs}' },
    ]),
    line(words('order-item-consents'), { ...text, before: 8 }),
    line(`${words('order-item-curator')}{curators}.`, text),
    line(words('order-item-control'), { ...text, after: 24 }),
    looseRow([
      { width: 40, cell: '{headTitle}' },
      { width: 30, cell: '_______________', align: AlignmentType.CENTER },
      { width: 30, cell: '{headName}', align: AlignmentType.RIGHT },
    ]),
    line(words('order-acquainted'), { before: 20, after: 4, size: 11, keepNext: true }),
    loopTable([
      { width: 40, heading: words('signature-name'), cell: '{#participants}{participant}' },
      { width: 35, heading: words('signature'), cell: '' },
      { width: 25, heading: words('signature-date'), cell: '{/participants}' },
    ]),
  ])
}
