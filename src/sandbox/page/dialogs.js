import { byId, element, say } from './dom.js'
import { payloadOf } from './entities-view.js'
import { sizeText } from './messages-view.js'

/** A pop-up that waits for a press, as the messenger shows an answer with show_alert. */
export function showAlert(text) {
  byId('alert-text').textContent = text
  byId('alert').showModal()
}

function wireClosing() {
  for (const button of document.querySelectorAll('dialog [data-close]')) {
    button.addEventListener('click', () => button.closest('dialog').close())
  }
}

/** The field where a link of an invitation is pasted, and who opens it. */
function wireInvitation(people, onOpen) {
  const link = byId('invitation-link')
  byId('open-invitation').addEventListener('click', () => {
    const { list, chosenId } = people()
    byId('invitation-who').replaceChildren(
      ...list.map((person) => element('option', { value: String(person.id) }, [person.name, person.role].filter(Boolean).join(' · '))),
      element('option', { value: '0' }, say('guest-new')))
    const proposed = chosenId ?? list.find((person) => !person.linked)?.id ?? list[0]?.id
    if (proposed) byId('invitation-who').value = String(proposed)
    byId('invitation-error').hidden = true
    byId('invitation').showModal()
    link.focus()
  })
  byId('invitation-form').addEventListener('submit', (event) => {
    const payload = payloadOf(link.value.trim())
    byId('invitation-error').hidden = payload !== null
    if (!payload) {
      event.preventDefault()
      return
    }
    link.value = ''
    onOpen(Number(byId('invitation-who').value), payload)
  })
}

/** Shows the picked files with a caption before they are sent. */
function wireFiles(onSend) {
  let picked = []
  let kind
  byId('files-form').addEventListener('submit', () => {
    onSend(picked, byId('files-caption').value.trim(), kind)
    byId('files-caption').value = ''
  })
  return (files, chosenKind) => {
    picked = files
    kind = chosenKind
    byId('files-list').replaceChildren(...files.map((file) => element('li', {}, element('b', {}, file.name), element('small', {}, sizeText(file.size)))))
    byId('files').showModal()
    byId('files-caption').focus()
  }
}

export function createDialogs({ people, onInvitation, onFiles }) {
  wireClosing()
  wireInvitation(people, onInvitation)
  return { offerFiles: wireFiles(onFiles) }
}
