/** A position that says «deputy», however it is written: 000 §4.4 and 004 §6.4(1) take the curator from the head's deputies. */
const deputyWord = /(^|[^а-яё])зам(\.|еститель|еститель-|директора|\s|$)/i

/** Does the position say that its holder is a deputy of the head (ROLE-03)? */
export function isDeputyPosition(position: string): boolean {
  return deputyWord.test(position.toLowerCase())
}
