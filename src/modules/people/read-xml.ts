import { StringDecoder } from 'node:string_decoder'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { SaxesParser } from 'saxes'
import { BrokenZipError } from './read-zip.js'

export interface XmlReader {
  /** Names come without their prefix. */
  open?(name: string, attributes: Record<string, string>): void
  text?(text: string): void
  close?(name: string): void
  /** Asked after each piece: what comes further is not wanted. */
  isDone?(): boolean
}

const plain = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Reads XML piece by piece and lets others work in between; a document type or broken markup is a broken file. */
export async function readXml(pieces: AsyncIterable<Buffer>, reader: XmlReader): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const decoder = new StringDecoder('utf8')
  parser.on('error', () => {
    throw new BrokenZipError()
  })
  parser.on('doctype', () => {
    throw new BrokenZipError()
  })
  parser.on('opentag', ({ name, attributes }) => reader.open?.(plain(name), attributes as Record<string, string>))
  parser.on('text', (text) => reader.text?.(text))
  parser.on('cdata', (text) => reader.text?.(text))
  parser.on('closetag', ({ name }) => reader.close?.(plain(name)))
  for await (const piece of pieces) {
    parser.write(decoder.write(piece))
    if (reader.isDone?.()) return
    await nextTurn()
  }
  parser.close()
}
