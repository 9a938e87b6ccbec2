/** Day without its year, and time, of something recent. */
export function recentMoment(instant: Date, zone: string | undefined): { day: string; time: string } {
  const said = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('ru-RU', { ...options, timeZone: zone }).format(instant)
  return { day: said({ day: '2-digit', month: '2-digit' }), time: said({ hour: '2-digit', minute: '2-digit' }) }
}

/** A calendar day or an instant as people write it here, in the organisation's zone. */
export function formatMoment(value: unknown, type: string, zone: string | undefined): string {
  if (typeof value !== 'string' || value === '') return ''
  const [year, month, day] = value.slice(0, 10).split('-')
  if (type === 'date') return `${day}.${month}.${year}`
  const instant = new Date(value)
  if (Number.isNaN(instant.getTime())) return value
  return new Intl.DateTimeFormat('ru-RU', { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zone }).format(instant)
}
