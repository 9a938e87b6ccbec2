import { AlignmentType } from 'docx'
import type { Texts } from '../../src/texts.js'
import { centred, eachLine, labelled, line, looseRow, loopTable, paper } from './paper.js'

const sign = (role: string, name: string) =>
  looseRow([
    { width: 35, cell: role },
    { width: 30, cell: '_______________', align: AlignmentType.CENTER },
    { width: 35, cell: name, align: AlignmentType.RIGHT },
  ])

/** The programme of a pair on the template of 000 app. 2 (PROG-03, PROG-05). */
export function programmeTemplate(words: Texts): Promise<Buffer> {
  return paper([
    centred('{organisation}', { bold: true, after: 0 }),
    centred('({organisationShort})', { after: 16 }),
    centred('{heading}', { bold: true, size: 16, after: 4 }),
    centred('{title}', { italics: true, after: 14 }),
    labelled(words('programme-mentor'), '{mentor}'),
    labelled(words('programme-mentees'), '{mentees}'),
    labelled(words('programme-term'), '{period}'),
    labelled(words('programme-curator'), '{curator}'),
    labelled(words('programme-date'), '{date}'),
    centred(words('programme-note'), { bold: true, before: 12, after: 8, keepNext: true }),
    labelled(words('programme-goal'), '{goal}'),
    line(`${words('programme-directions')}:`, { bold: true, keepNext: true }),
    eachLine('directions', '\u2013 {item}', { isText: true, after: 2 }),
    labelled(words('programme-form'), '{form}'),
    labelled(words('programme-kinds'), '{kinds}'),
    centred(words('programme-plan'), { bold: true, before: 12, after: 8, keepNext: true }),
    loopTable([
      { width: 24, heading: words('programme-column-need'), cell: '{#rows}{need}' },
      { width: 30, heading: words('programme-column-measures'), cell: '{measures}' },
      { width: 12, heading: words('programme-column-mode'), cell: '{mode}' },
      { width: 18, heading: words('programme-column-terms'), cell: '{terms}' },
      { width: 16, heading: words('programme-column-mark'), cell: '{mark}{/rows}' },
    ]),
    line(`${words('programme-support')}:`, { bold: true, before: 14, keepNext: true }),
    eachLine('supports', '\u2013 {item}', { isText: true, after: 2 }),
    line('{approval}', { before: 10, after: 18 }),
    sign(words('programme-mentor'), '{mentorShort}'),
    sign(words('programme-mentees'), '{menteesShort}'),
    sign(words('programme-curator'), '{curatorShort}'),
    sign('{headTitle}', '{headName}'),
  ], true)
}
