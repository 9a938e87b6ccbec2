/** A refusal of the gate with its HTTP status; `code` names the words under `gate.errors` of the panel's locale. */
export class GateError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(code)
    this.name = 'GateError'
    this.status = status
    this.code = code
  }
}
