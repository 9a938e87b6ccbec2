import type { Role } from '../../core/actor.js'
import { isStaffRole, type StaffRole } from './account.js'

/**
 * Who may do what: the one table of role × resource × action (ROLE-02, 04, 05, 16) that services and the panel ask.
 * A missing action is refused. A system administrator neither approves nor reads answers, notes and papers (ROLE-05).
 */
export const rights = {
  Organisation: {
    list: ['sysadmin', 'head', 'curator', 'psychologist', 'council'],
    show: ['sysadmin', 'head', 'curator', 'psychologist', 'council'],
    search: ['sysadmin', 'head', 'curator', 'psychologist', 'council'],
    new: ['sysadmin'],
    edit: ['sysadmin', 'curator'],
    nameLeaders: ['sysadmin'],
    seeTexts: ['sysadmin', 'curator'],
    settings: ['sysadmin', 'curator'],
    reminders: ['sysadmin', 'curator'],
    resetReminders: ['sysadmin', 'curator'],
    addValue: ['sysadmin', 'curator'],
    changeValue: ['sysadmin', 'curator'],
    retireValue: ['sysadmin', 'curator'],
    restoreValue: ['sysadmin', 'curator'],
    openYear: ['sysadmin', 'curator'],
    appoint: ['head', 'curator', 'sysadmin'],
    endOffice: ['head', 'curator', 'sysadmin'],
    setText: ['sysadmin', 'curator'],
    resetText: ['sysadmin', 'curator'],
    restoreText: ['sysadmin', 'curator'],
    setMemo: ['sysadmin', 'curator'],
    restoreMemo: ['sysadmin', 'curator'],
    closeYear: ['curator', 'head'],
    reopenYear: ['head'],
  },
  Person: {
    list: ['curator', 'head', 'psychologist', 'council', 'sysadmin'],
    show: ['curator', 'head', 'psychologist', 'council', 'sysadmin'],
    search: ['curator', 'head', 'psychologist', 'council', 'sysadmin'],
    new: ['curator', 'sysadmin'],
    import: ['curator', 'sysadmin'],
    employment: ['curator', 'sysadmin'],
    edit: ['curator', 'sysadmin'],
    assignRole: ['curator', 'head', 'sysadmin'],
    nameRoles: ['curator', 'head', 'sysadmin'],
    endRole: ['curator', 'head', 'sysadmin'],
    archive: ['curator', 'sysadmin'],
    restore: ['curator', 'sysadmin'],
    invite: ['curator', 'head'],
    unlink: ['curator', 'sysadmin'],
    nameForms: ['curator', 'sysadmin'],
    nominate: ['curator', 'head', 'council'],
    remind: ['curator'],
    confirmData: ['curator', 'sysadmin'],
  },
  Invitation: {
    list: ['curator', 'head'],
    show: ['curator', 'head'],
    search: ['curator', 'head'],
    issue: ['curator', 'head'],
    revoke: ['curator'],
  },
  Questionnaire: {
    list: ['curator', 'head', 'psychologist'],
    show: ['curator', 'head', 'psychologist'],
    search: ['curator', 'head', 'psychologist'],
    edit: ['curator'],
    campaign: ['curator'],
    open: ['curator'],
    close: ['curator'],
  },
  Response: {
    list: ['curator'],
    show: ['curator'],
    search: ['curator'],
    answer: ['curator'],
    submit: ['curator'],
    remind: ['curator'],
  },
  Consent: {
    list: ['curator', 'head'],
    show: ['curator', 'head'],
    search: ['curator', 'head'],
    registerConsent: ['curator'],
    refuse: ['curator'],
    withdraw: ['curator'],
    editText: ['curator'],
    restoreText: ['curator'],
    print: ['curator', 'head'],
  },
  Pair: {
    list: ['curator', 'head', 'psychologist', 'council'],
    show: ['curator', 'head', 'psychologist', 'council'],
    search: ['curator', 'head', 'psychologist', 'council'],
    propose: ['curator', 'council'],
    answer: ['curator'],
    remind: ['curator'],
    order: ['curator', 'head'],
    pause: ['curator'],
    resume: ['curator'],
    terminate: ['curator', 'head'],
    replaceMentor: ['curator'],
    leave: ['curator', 'head'],
    registerConsent: ['curator'],
    handOver: ['curator', 'head'],
    complete: ['curator', 'head'],
    print: ['curator', 'head'],
  },
  Programme: {
    list: ['curator', 'head', 'council'],
    show: ['curator', 'head', 'council'],
    search: ['curator', 'head', 'council'],
    draft: ['curator', 'council'],
    edit: ['curator', 'council'],
    addRow: ['curator', 'council'],
    changeRow: ['curator', 'council'],
    removeRow: ['curator', 'council'],
    offer: ['curator', 'council'],
    answer: ['curator'],
    approve: ['curator', 'head'],
    sendBack: ['curator', 'head'],
    summarise: ['curator'],
    report: ['curator'],
    accept: ['curator'],
    return: ['curator'],
    release: ['curator'],
    reschedule: ['curator'],
    extend: ['curator', 'head'],
    complete: ['curator', 'head'],
    terminate: ['curator', 'head'],
    print: ['curator', 'head'],
  },
  Meeting: {
    list: ['curator', 'head'],
    show: ['curator', 'head'],
    search: ['curator', 'head'],
    set: ['curator'],
    confirm: ['curator'],
    move: ['curator'],
    hold: ['curator'],
    miss: ['curator'],
    cancel: ['curator'],
  },
  /** Meetings in one's own calendar: who sees them in the panel. */
  Calendar: {
    subscribe: ['curator', 'head'],
    unsubscribe: ['curator', 'head'],
  },
  Request: {
    list: ['curator', 'head'],
    show: ['curator', 'head'],
    search: ['curator', 'head'],
    accept: ['curator'],
    counter: ['curator'],
    decline: ['curator'],
    answer: ['curator'],
  },
  /** A mentor's acquaintance with his mentee's personal file (DATA-03). */
  FileAccess: {
    list: ['curator', 'head'],
    show: ['curator', 'head'],
    search: ['curator', 'head'],
    approve: ['curator', 'head'],
    decline: ['curator', 'head'],
    record: ['curator', 'head'],
  },
  /** The psychologist's notes (PSY-07): nobody else opens them. */
  PsychologyNote: {
    list: ['psychologist'],
    show: ['psychologist'],
    search: ['psychologist'],
    note: ['psychologist'],
    change: ['psychologist'],
    release: ['psychologist'],
  },
  Document: {
    list: ['curator', 'head'],
    show: ['curator', 'head'],
    search: ['curator', 'head'],
    attach: ['curator', 'head'],
    print: ['curator', 'head'],
  },
  Announcement: {
    list: ['curator', 'head'],
    show: ['curator', 'head'],
    search: ['curator', 'head'],
    new: ['curator', 'head'],
    change: ['curator', 'head'],
    publish: ['curator', 'head'],
    withdraw: ['curator', 'head'],
    discard: ['curator', 'head'],
  },
  Delivery: {
    list: ['curator', 'sysadmin'],
    show: ['curator', 'sysadmin'],
    search: ['curator', 'sysadmin'],
    resend: ['curator', 'sysadmin'],
    handled: ['curator'],
  },
  AuditEntry: {
    list: ['curator', 'head', 'sysadmin'],
    show: ['curator', 'head', 'sysadmin'],
    search: ['curator', 'head', 'sysadmin'],
    verify: ['curator', 'head', 'sysadmin'],
  },
  Account: {
    list: ['sysadmin'],
    show: ['sysadmin'],
    search: ['sysadmin'],
    open: ['sysadmin'],
    reset: ['sysadmin'],
    close: ['sysadmin'],
    reopen: ['sysadmin'],
    changeRole: ['sysadmin'],
    namePerson: ['sysadmin'],
  },
} as const satisfies Record<string, Record<string, readonly StaffRole[]>>

/** Pages of the panel that are no records, and who may open them; the front page is everybody's. */
export const pageRights = {
  start: ['curator', 'sysadmin'],
  year: ['curator', 'head', 'council'],
  figures: ['curator', 'head', 'council'],
  texts: ['curator', 'sysadmin'],
  archive: ['curator', 'head'],
  journal: ['curator', 'head'],
  privacy: ['curator', 'head', 'psychologist', 'council', 'sysadmin'],
  access: ['curator', 'head', 'psychologist', 'council', 'sysadmin'],
} as const satisfies Record<string, readonly StaffRole[]>

export type PageName = keyof typeof pageRights
export const pageNames = Object.keys(pageRights) as PageName[]

/** Tells whether one of the roles may open the page. */
export function mayOpen(roles: readonly Role[], page: PageName): boolean {
  const allowed: readonly StaffRole[] = pageRights[page]
  return roles.some((role) => isStaffRole(role) && allowed.includes(role))
}

export type ResourceName = keyof typeof rights
export const resourceNames = Object.keys(rights) as ResourceName[]

/** Names the actions that the table knows for a resource. */
export function actionsOf(resource: ResourceName): string[] {
  return Object.keys(rights[resource])
}

/** Tells whether one of the roles may do the action; an unknown action is refused. */
export function mayDo(roles: readonly Role[], resource: ResourceName, action: string): boolean {
  const table: Record<string, readonly StaffRole[]> = rights[resource]
  const allowed = Object.hasOwn(table, action) ? table[action] : undefined
  return allowed !== undefined && roles.some((role) => isStaffRole(role) && allowed.includes(role))
}
