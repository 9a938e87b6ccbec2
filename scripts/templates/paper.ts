import { AlignmentType, BorderStyle, Document, Packer, PageOrientation, Paragraph, Table, TableCell, TableRow, TextRun, VerticalAlign, WidthType, type ISectionOptions } from 'docx'

export type Align = (typeof AlignmentType)[keyof typeof AlignmentType]

interface Look {
  bold?: boolean
  italics?: boolean
  caps?: boolean
  /** Points; 13 by default, as office papers have it. */
  size?: number
  align?: Align
  /** Indents the first line as in running text. */
  isText?: boolean
  before?: number
  after?: number
  keepNext?: boolean
}

const halfPoints = (points: number) => points * 2
const twips = (millimetres: number) => Math.round(millimetres * 56.7)
const font = 'Times New Roman'

function run(text: string, { bold, italics, caps, size }: Look): TextRun {
  return new TextRun({ text, bold, italics, allCaps: caps, font, size: halfPoints(size ?? 13) })
}

/** One paragraph. */
export function line(text: string, look: Look = {}): Paragraph {
  return new Paragraph({
    alignment: look.align ?? (look.isText ? AlignmentType.JUSTIFIED : AlignmentType.LEFT),
    indent: look.isText ? { firstLine: twips(12.5) } : undefined,
    spacing: { before: (look.before ?? 0) * 20, after: (look.after ?? 4) * 20, line: look.isText ? 300 : 260 },
    keepNext: look.keepNext,
    children: [run(text, look)],
  })
}

/** A paragraph that is repeated for each row of a list; none for an empty list. */
export const eachLine = (list: string, text: string, look: Look = {}): Paragraph => line(`{#${list} [loopOver: "paragraph"]}${text}{/${list}}`, look)

/** A heading in the middle. */
export const centred = (text: string, look: Look = {}): Paragraph => line(text, { align: AlignmentType.CENTER, ...look })

/** A label in bold with its value behind it. */
export function labelled(label: string, value: string): Paragraph {
  return new Paragraph({ spacing: { after: 80, line: 280 }, children: [run(`${label}: `, { bold: true }), run(value, {})] })
}

const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const

interface Column {
  /** Share of the width, in per cent. */
  width: number
  heading?: string
  cell: string
  align?: Align
}

function cell(text: string, width: number, look: Look, hasBorder: boolean): TableCell {
  const border = hasBorder ? thin : none
  return new TableCell({
    width: { size: width, type: WidthType.PERCENTAGE },
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    verticalAlign: hasBorder ? VerticalAlign.TOP : VerticalAlign.BOTTOM,
    borders: { top: border, bottom: border, left: border, right: border },
    children: [line(text, { after: 0, size: 11, ...look })],
  })
}

/** A table with a repeated heading and one row, which a loop of the template repeats. */
export function loopTable(columns: readonly Column[]): Table {
  const heading = new TableRow({ tableHeader: true, cantSplit: true, children: columns.map(({ heading: text = '', width }) => cell(text, width, { bold: true, align: AlignmentType.CENTER }, true)) })
  const row = new TableRow({ cantSplit: true, children: columns.map(({ cell: text, width, align }) => cell(text, width, { align }, true)) })
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: [heading, row] })
}

/** Cells in a line without borders: number and date, places to sign. */
export function looseRow(columns: readonly Column[]): Table {
  const row = new TableRow({ cantSplit: true, children: columns.map(({ cell: text, width, align }) => cell(text, width, { align, size: 13 }, false)) })
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }, rows: [row] })
}

/** Makes an A4 paper with the margins of office papers: 30, 20, 15 and 20 mm. */
export function paper(children: ISectionOptions['children'], isLandscape = false): Promise<Buffer> {
  const orientation = isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
  const document = new Document({
    creator: '',
    styles: { default: { document: { run: { font, size: halfPoints(13), language: { value: 'ru-RU' } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(210), height: twips(297), orientation },
            margin: { left: twips(isLandscape ? 20 : 30), right: twips(15), top: twips(20), bottom: twips(20) },
          },
        },
        children,
      },
    ],
  })
  return Packer.toBuffer(document)
}
