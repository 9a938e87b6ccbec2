import { useTranslation } from 'adminjs'

/** The shell's own words, under `shell` of the panel's locale. */
export function useWords(): (key: string, params?: Record<string, unknown>) => string {
  const { i18n } = useTranslation()
  return (key, params) => i18n.t(`shell.${key}`, params ?? {})
}
