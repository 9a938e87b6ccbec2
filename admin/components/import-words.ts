import { useTranslation } from 'adminjs'

export type Word = (key: string, params?: Record<string, unknown>) => string

/** Words of the import, under `import` of the panel's locale. */
export function useImportWords(): Word {
  const { i18n } = useTranslation()
  return (key, params) => i18n.t(`import.${key}`, params ?? {})
}
