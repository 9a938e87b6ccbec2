/** Loaded before everything else: this process alone has another time. Signal SIGUSR2 makes it jump two hours back. */
const jumpMs = -2 * 3_600_000
const RealDate = Date
let offset = Number(process.env.FAULT_CLOCK_MS ?? 0)
process.on('SIGUSR2', () => (offset += jumpMs))

const now = () => RealDate.now() + offset

globalThis.Date = new Proxy(RealDate, {
  construct: (target, parameters: unknown[], asked) => Reflect.construct(target, parameters.length === 0 ? [now()] : parameters, asked === globalThis.Date ? target : asked) as object,
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})

export {}
