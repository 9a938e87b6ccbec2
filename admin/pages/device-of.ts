const browsers = [
  [/YaBrowser/, 'Yandex'],
  [/Edg/, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox/, 'Firefox'],
  [/Chrom/, 'Chrome'],
  [/Safari/, 'Safari'],
] as const

export interface DeviceWords {
  /** Key of the kind of device. */
  kind: 'onPhone' | 'onTablet' | 'onComputer' | 'unknownPlace'
  /** Name of the browser, as its maker writes it; empty when unknown. */
  name: string
}

/** What a browser says of itself, in two words. */
export function deviceOf(agent: string): DeviceWords {
  const name = browsers.find(([sign]) => sign.test(agent))?.[1] ?? ''
  if (/iPad|Tablet/i.test(agent)) return { kind: 'onTablet', name }
  if (/Mobile|Android|iPhone/i.test(agent)) return { kind: 'onPhone', name }
  return { kind: /Windows|Macintosh|Linux|CrOS/.test(agent) ? 'onComputer' : 'unknownPlace', name }
}
