import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { ok, refuse, type Result } from '../core/result.js'
import { presetSchema, type PresetFile } from './preset-schema.js'
import type { Preset } from './preset.js'
import { resolvePreset } from './resolve-preset.js'

/** Presets that people may choose from; a file may still be missing (IMPL-16). */
export const presetCodes = ['music-college', 'school', 'district', 'industrial-college'] as const

/** Reads presets by their code. */
export interface PresetLibrary {
  /** Problems: `preset-unknown`, `preset-not-ready`. A broken file is a bug and throws with the place in it. */
  load(code: string): Result<Preset>
  /** Codes and titles of the presets that are there. */
  list(): { code: string; title: string }[]
}

const ownFolder = fileURLToPath(new URL('.', import.meta.url))

/** Opens the folder of presets; each file is read and checked once. */
export function createPresetLibrary(folder: string = ownFolder): PresetLibrary {
  const files = new Map<string, PresetFile>()
  const pathOf = (code: string): string => join(folder, `${code}.yaml`)
  const isThere = (code: string): boolean => existsSync(pathOf(code))

  function readFile(code: string): PresetFile {
    const known = files.get(code)
    if (known) return known
    const file = presetSchema.parse(parse(readFileSync(pathOf(code), 'utf8')))
    if (file.code !== code) throw new Error(`preset ${code} calls itself ${file.code}`)
    files.set(code, file)
    return file
  }

  return {
    load(code) {
      const choices = presetCodes.filter(isThere).join(', ')
      if (!(presetCodes as readonly string[]).includes(code)) return refuse('preset-unknown', { preset: code, choices })
      if (!isThere(code)) return refuse('preset-not-ready', { preset: code, choices })
      return ok(resolvePreset(readFile(code), readFile))
    },
    list: () => presetCodes.filter(isThere).map((code) => ({ code, title: readFile(code).title.text })),
  }
}
