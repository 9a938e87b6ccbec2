import type { Actor } from '../../src/core/actor.js'
import type { Services } from '../../src/services.js'
import type { Scene, Who } from './scene.js'

export type Tried = Who | 'administrator'

/** How a method of a service is guarded: it acts and is tried by everybody but `may`; or it reads or is called from inside, where others guard. */
export type Guarded =
  | { may: Tried[]; call: (services: Services, actor: Actor, scene: Scene) => Promise<unknown> }
  | 'reads' // plain look-ups by id or organisation: the screens and the panel's scoped adapter ask the right before
  | 'inside' // called by other services, jobs or the receiver only; takes no person's request

type Act = Extract<Guarded, object>['call']
const act = (may: Tried[], call: Act): Guarded => ({ may, call })

const inviters: Tried[] = ['curator']
const registrars: Tried[] = ['curator', 'sysadmin', 'administrator']
const everybody: Tried[] = ['mentor', 'mentee', 'otherMentor', 'otherMentee', 'curator', 'head', 'psychologist', 'council', 'sysadmin']
const target = ({ programme, row, people }: Scene) => ({ programmeId: programme.id, rowId: row.id, menteeId: people.mentee.id })
const words = { one: 'наставник' }
const officeOf = ({ office, personId, name, title, position, employer, insteadOfId, from, to, orderNumber, orderOn }: Scene['office']) => ({ office, personId, name, title, position, employer, insteadOfId, from, to, orderNumber, orderOn })
const wording = { title: 'Согласие', summary: 'Кратко', text: 'Полный текст' }

type Table = { [Name in keyof Services]: Record<keyof Services[Name] & string, Guarded> }

/** Who may call what. A new method without a line here fails the compiler and the test. */
export const guards: Table = {
  accounts: {
    create: act(['sysadmin', 'administrator'], (s, a, { school }) => s.accounts.create(a, { email: 'new@school.example', role: 'head', organisationId: school.id })),
    ensureFirst: 'inside',
    findByEmail: act(['sysadmin', 'administrator'], (s, a, { account }) => s.accounts.findByEmail(a, account.email)),
    reset: act(['sysadmin', 'administrator'], (s, a, { account }) => s.accounts.reset(a, account.id)),
    close: act(['sysadmin', 'administrator'], (s, a, { account }) => s.accounts.close(a, account.id)),
    reopen: act(['sysadmin', 'administrator'], (s, a, { account }) => s.accounts.reopen(a, account.id)),
    changeRole: act(['sysadmin', 'administrator'], (s, a, { account }) => s.accounts.changeRole(a, account.id, 'head')),
    namePerson: act(['sysadmin', 'administrator'], (s, a, { account, people }) => s.accounts.namePerson(a, account.id, people.curator.id)),
    // The own account only, named by the session; the gate calls them.
    changePassword: 'inside', leaveEverywhere: 'inside', ownAccess: 'inside', startCode: 'inside', codeDraft: 'inside', confirmCode: 'inside', stopCode: 'inside',
    recordLogin: 'inside', recordRefusal: 'inside', recordLogout: 'inside', checkCode: 'inside', askLoginLink: 'inside', lookAtLoginLink: 'inside', useLoginLink: 'inside', loginAddress: 'inside', isLoginLinkOpen: 'inside', letLinks: 'inside', stopLinks: 'inside', linkOutlook: 'inside',
    verify: 'inside',
    get: 'inside',
    list: act(['sysadmin', 'administrator'], (s, a, { school }) => s.accounts.list(a, { organisationId: school.id })),
  },
  announcements: {
    get: 'reads', list: 'reads', latestFor: 'reads', audience: 'reads',
    draft: act(['curator', 'head'], (s, a, { school }) => s.announcements.draft(a, school.id, { text: 'Чужое', audience: 'all', pairId: null })),
    change: act(['curator', 'head'], (s, a, { announcement }) => s.announcements.change(a, announcement.id, { text: 'Иное', audience: 'mentors', pairId: null })),
    publish: act(['curator', 'head'], (s, a, { announcement }) => s.announcements.publish(a, announcement.id)),
    withdraw: act(['curator', 'head'], (s, a, { announcement }) => s.announcements.withdraw(a, announcement.id)),
    discard: act(['curator', 'head'], (s, a, { announcement }) => s.announcements.discard(a, announcement.id)),
  },
  attachments: {
    save: act(everybody, (s, a, { school }) => s.attachments.save(a, { organisationId: school.id, name: 'a.png', mime: 'image/png', content: Buffer.from('89504e470d0a1a0a', 'hex') })),
    get: 'reads',
    read: act(['mentee', 'mentor', 'curator', 'head'], (s, a, { attachment }) => s.attachments.read(a, attachment.id)),
  },
  audit: {
    write: 'inside', viewed: 'inside', exported: 'inside', seal: 'inside', recheck: 'inside', verifyAll: 'inside', chains: 'inside',
    list: 'reads', state: 'reads', look: 'reads', verify: 'reads',
  },
  calendar: {
    linkOf: 'reads', read: 'inside', download: 'reads',
    subscribe: act(['curator', 'head'], (s, a) => s.calendar.subscribe(a, 'all')),
    unsubscribe: act(['curator', 'head'], (s, a) => s.calendar.unsubscribe(a)),
  },
  consents: {
    textOf: 'reads', wordingOf: 'reads', versionsOf: 'reads', previewText: 'reads', has: 'reads', latest: 'reads', listOf: 'reads', standing: 'reads',
    publishText: act(['curator'], (s, a, { school }) => s.consents.publishText(a, school.id, 'duties', wording)),
    agree: act(['mentee'], async (s, a, { people, school }) => s.consents.agree(a, { personId: people.mentee.id, kind: 'mentoring', hash: (await s.consents.textOf(school.id, 'mentoring', people.mentee.id)).hash })),
    refuse: act(['mentee', 'curator'], (s, a, { people }) => s.consents.refuse(a, { personId: people.mentee.id, kind: 'personal-data' })),
    registerPaper: act(['curator'], (s, a, { people, day }) => s.consents.registerPaper(a, { personId: people.mentee.id, kind: 'mentoring', signedOn: day, fileId: null })),
    withdraw: act(['mentor', 'curator'], (s, a, { consent }) => s.consents.withdraw(a, { consentId: consent.id })),
  },
  deliveries: {
    plan: 'inside', cancel: 'inside', claim: 'inside', nextDue: 'inside', begin: 'inside', settle: 'inside', sweep: 'inside', giveBackLost: 'inside', expireDue: 'inside', now: 'inside', isDue: 'inside', aroundToday: 'inside', conclude: 'inside', recountLocalTimes: 'inside', fold: 'inside', foldedInto: 'inside', readdress: 'inside', archive: 'inside',
    get: 'reads', list: 'reads', countByState: 'reads', onPlanned: 'inside',
    resend: act(['curator', 'sysadmin', 'administrator'], (s, a, { delivery }) => s.deliveries.resend(a, delivery.id)),
    markHandled: act(['curator'], (s, a, { delivery }) => s.deliveries.markHandled(a, delivery.id)),
  } as Record<keyof Services['deliveries'] & string, Guarded>,
  documents: {
    get: 'reads', list: 'reads', ordersBetween: 'reads',
    makeOrder: act(['curator', 'head'], (s, a, { pair, day }) => s.documents.makeOrder(a, { pairIds: [pair.id], number: '18', on: day })),
    recordOrder: act(['curator', 'head'], (s, a, { pair, day, attachment }) => s.documents.recordOrder(a, { pairIds: [pair.id], number: '19', on: day, fileId: attachment.storedAs })),
    makeConsentSheet: act(['mentee', 'curator', 'head'], (s, a, { people }) => s.documents.makeConsentSheet(a, { personId: people.mentee.id, kind: 'personal-data' })),
    makeProgramme: act(['mentor', 'mentee', 'curator', 'head'], (s, a, { programme }) => s.documents.makeProgramme(a, programme.id)),
    registerScan: act(['curator', 'head'], (s, a, { school, attachment }) => s.documents.registerScan(a, { organisationId: school.id, title: 'Скан', fileId: attachment.storedAs, fileName: 'scan.png' })),
  },
  duties: {
    sheetOf: 'reads', listOf: 'reads',
    acknowledge: act(['mentee', 'curator'], (s, a, { school, people, duties }) => s.duties.acknowledge(a, { organisationId: school.id, personId: people.mentee.id, side: 'mentee', hash: duties.hash })),
  },
  invitations: {
    look: 'inside', accept: 'inside', list: 'reads',
    issue: act(['curator', 'head'], (s, a, { people }) => s.invitations.issue(a, { personId: people.mentee.id })),
    revoke: act(inviters, (s, a, { invitation }) => s.invitations.revoke(a, invitation.invitationId)),
  },
  meetings: {
    between: 'reads', countByDay: 'reads',
    get: 'reads', getMany: 'reads', listOf: 'reads', upcoming: 'reads', unclosed: 'reads', recountLocalTimes: 'inside', list: 'reads', lifeOf: 'reads', nearest: 'reads', missingKinds: 'reads', stopOfPair: 'inside',
    set: act(['mentor', 'curator'], (s, a, { pair, school }) => s.meetings.set(a, { pairId: pair.id, kind: school.dictionaries.meetingKinds[0]?.code ?? '', startsAt: new Date('2026-09-25T10:00:00Z'), place: 'каб. 1' })),
    confirm: act(['mentee', 'curator'], (s, a, { meeting, people }) => s.meetings.confirm(a, { meetingId: meeting.id, personId: people.mentee.id })),
    askToMove: act(['mentee', 'curator'], (s, a, { meeting, people }) => s.meetings.askToMove(a, { meetingId: meeting.id, personId: people.mentee.id, wish: 'позже' })),
    move: act(['mentor', 'curator'], (s, a, { meeting }) => s.meetings.move(a, { meetingId: meeting.id, startsAt: new Date('2026-09-26T10:00:00Z') })),
    cancel: act(['mentor', 'curator'], (s, a, { meeting }) => s.meetings.cancel(a, { meetingId: meeting.id, reason: 'болезнь' })),
    hold: act(['mentor', 'curator'], (s, a, { meeting, people }) => s.meetings.hold(a, { meetingId: meeting.id, presentIds: [people.mentee.id], summary: 'итог' })),
    miss: act(['mentor', 'curator'], (s, a, { meeting }) => s.meetings.miss(a, { meetingId: meeting.id, reason: 'болезнь' })),
  },
  offices: {
    list: 'reads', signatory: 'reads', standIn: 'inside',
    appoint: act(['head', ...registrars], (s, a, { school, office, day }) => s.offices.appoint(a, school.id, { ...officeOf(office), from: day, office: 'curator' })),
    end: act(['head', ...registrars], (s, a, { school, office, day }) => s.offices.end(a, school.id, office.id, day)),
  },
  organisations: {
    get: 'reads', presetSettings: 'reads', list: 'reads', zoneOf: 'reads', currentYear: 'reads', listYears: 'reads', closedYearOn: 'reads', openWork: 'reads',
    createFromPreset: act(['administrator'], (s, a) => s.organisations.createFromPreset(a, { preset: 'school', name: 'Чужая школа' })),
    noteTextsSeen: act(registrars, (s, a, { school }) => s.organisations.noteTextsSeen(a, school.id)),
    update: act(registrars, (s, a, { school }) => s.organisations.update(a, school.id, { region: 'Край' })),
    saveSettings: act(registrars, (s, a, { school }) => s.organisations.saveSettings(a, school.id, { mentorCapacity: 9 })),
    saveWords: act(registrars, (s, a, { school }) => s.organisations.saveWords(a, school.id, { mentor: words } as never)),
    addItem: act(registrars, (s, a, { school }) => s.organisations.addItem(a, school.id, 'subjects', { text: 'Труд' })),
    changeItem: act(registrars, (s, a, { school }) => s.organisations.changeItem(a, school.id, 'forms', school.dictionaries.forms[0]?.code ?? '', { text: 'Иное' })),
    retireItem: act(registrars, (s, a, { school }) => s.organisations.retireItem(a, school.id, 'forms', school.dictionaries.forms[0]?.code ?? '')),
    restoreItem: act(registrars, (s, a, { school }) => s.organisations.restoreItem(a, school.id, 'forms', school.dictionaries.forms[0]?.code ?? '')),
    removeItem: act(registrars, (s, a, { school }) => s.organisations.removeItem(a, school.id, 'forms', school.dictionaries.forms[1]?.code ?? '')),
    checkText: 'reads', checkStatements: 'reads',
    setText: act(registrars, (s, a, { school }) => s.organisations.setText(a, school.id, 'common-unknown-person', 'Здравствуйте')),
    resetText: act(registrars, (s, a, { school }) => s.organisations.resetText(a, school.id, 'common-unknown-person')),
    restoreText: act(registrars, (s, a, { school }) => s.organisations.restoreText(a, school.id, 'common-unknown-person', new Date(0))),
    setStatements: act(registrars, (s, a, { school }) => s.organisations.setStatements(a, school.id, 'mentorRights', ['Иное право'])),
    restoreStatements: act(registrars, (s, a, { school }) => s.organisations.restoreStatements(a, school.id, 'mentorRights', new Date(0))),
    closeYear: act(['curator', 'head'], async (s, a, { school }) => s.organisations.closeYear(a, (await s.organisations.listYears(school.id))[0]?.id ?? '')),
    reopenYear: act(['head'], async (s, a, { school }) => s.organisations.reopenYear(a, (await s.organisations.listYears(school.id))[0]?.id ?? '', 'Нашлась бумага')),
    openYear: act(registrars, (s, a, { school }) => s.organisations.openYear(a, school.id, '2028-09-01')),
  } as Record<keyof Services['organisations'] & string, Guarded>,
  ownCases: { look: 'reads', check: 'inside' },
  pairs: {
    countByState: 'reads',
    get: 'reads', getMany: 'reads', openOf: 'reads', list: 'reads', missing: 'reads',
    // Looks again at what has arrived; without news it changes nothing, whoever asks inside the organisation.
    progress: act(everybody, (s, a, { pair }) => s.pairs.progress(a, pair.id)),
    progressOf: 'inside',
    propose: act(['curator', 'council'], (s, a, { people, choice }) => s.pairs.propose(a, { mentorId: people.otherMentor.id, menteeIds: [people.mentee.id], ...choice })),
    answer: act(['otherMentor', 'curator'], (s, a, { proposed, people }) => s.pairs.answer(a, { pairId: proposed.id, personId: people.otherMentor.id, answer: 'agreed' })),
    recordOrder: act(['curator', 'head'], (s, a, { proposed, day }) => s.pairs.recordOrder(a, { pairIds: [proposed.id], number: '20', on: day })),
    pause: act(['curator'], (s, a, { pair }) => s.pairs.pause(a, pair.id, 'болезнь')),
    resume: act(['curator'], (s, a, { pair }) => s.pairs.resume(a, pair.id)),
    end: act(['curator', 'head'], (s, a, { pair, school }) => s.pairs.end(a, { pairId: pair.id, reason: school.dictionaries.endReasons[0]?.code ?? '', side: 'mutual', text: 'так' })),
    complete: act(['curator', 'head'], (s, a, { pair }) => s.pairs.complete(a, { pairId: pair.id, summary: 'итог' })),
    replaceMentor: act(['curator'], (s, a, { pair, people }) => s.pairs.replaceMentor(a, { pairId: pair.id, mentorId: people.otherMentor.id, reason: 'так' })),
    leave: act(['curator', 'head'], (s, a, { pair, people }) => s.pairs.leave(a, { pairId: pair.id, menteeId: people.mentee.id, reason: 'так' })),
    handOver: act(['curator', 'head'], (s, a, { pair, people }) => s.pairs.handOver(a, { pairIds: [pair.id], curatorId: people.curator.id })),
  },
  people: {
    get: 'reads', getMany: 'reads', list: 'reads', withRole: 'reads', withAnyRole: 'reads', fillSearchKeys: 'inside', byTelegram: 'inside', markUnreachable: 'inside', markReachable: 'inside',
    create: act(registrars, (s, a, { school }) => s.people.create(a, school.id, { surname: 'Новая', name: 'Вера' })),
    update: act(registrars, (s, a, { people }) => s.people.update(a, people.mentee.id, { position: 'завуч' })),
    importPeople: act(registrars, (s, a, { school }) => s.people.importPeople(a, school.id, [], {} as never)),
    previewImport: act(registrars, (s, a, { school }) => s.people.previewImport(a, school.id, [], {} as never)),
    setEmployment: act(registrars, (s, a, { people }) => s.people.setEmployment(a, people.mentee.id, { state: 'dismissed', since: null, until: null })),
    archive: act(registrars, (s, a, { people }) => s.people.archive(a, people.mentee.id)),
    restore: act(registrars, (s, a, { people }) => s.people.restore(a, people.mentee.id)),
    confirmData: act(registrars, (s, a, { people }) => s.people.confirmData(a, [people.mentee.id])),
    saveNameForms: act(registrars, (s, a, { people }) => s.people.saveNameForms(a, people.mentee.id, { genitive: 'Петровой' })),
    saveSettings: act(['mentee', ...registrars], (s, a, { people }) => s.people.saveSettings(a, people.mentee.id, { channel: 'telegram-silent' })),
    giveRole: act(['curator', 'head', 'sysadmin', 'administrator'], (s, a, { people }) => s.people.giveRole(a, people.mentee.id, { role: 'mentor' })),
    giveRoles: act(['curator', 'head', 'sysadmin', 'administrator'], (s, a, { people }) => s.people.giveRoles(a, [{ personId: people.mentee.id, role: 'mentor' }])),
    endRole: act(['curator', 'head', 'sysadmin', 'administrator'], (s, a, { people }) => s.people.endRole(a, people.mentee.id, { role: 'mentee' })),
    link: act(['mentee', ...registrars], (s, a, { people }) => s.people.link(people.mentee.id, 777, a)),
    unlink: act(['mentee', ...registrars], (s, a, { people }) => s.people.unlink(people.mentee.id, a)),
  } as Record<keyof Services['people'] & string, Guarded>,
  privacy: {
    whoSees: act(['mentee', 'curator'], (s, a, { people }) => s.privacy.whoSees(a, people.mentee.id)),
    openings: act(['mentee', 'curator'], (s, a, { people }) => s.privacy.openings(a, people.mentee.id)),
    ownData: 'reads', // of the one who asks, by his own id
  },
  personalFiles: {
    get: 'reads', openOf: 'reads', list: 'reads', acquaintancesOf: 'reads',
    ask: act(['mentor'], (s, a, { pair, people }) => s.personalFiles.ask(a, { pairId: pair.id, menteeId: people.mentee.id, what: 'Дипломы', why: 'Курсы' })),
    approve: act(['curator', 'head'], (s, a, { fileAccess }) => s.personalFiles.approve(a, { accessId: fileAccess.id, place: 'каб. 1', comeAt: new Date('2026-09-25T10:00:00Z') })),
    decline: act(['curator', 'head'], (s, a, { fileAccess }) => s.personalFiles.decline(a, { accessId: fileAccess.id, reason: 'нет' })),
    record: act(['curator', 'head'], (s, a, { fileAccess, day }) => s.personalFiles.record(a, { accessId: fileAccess.id, shownOn: day, shown: 'всё' })),
    cancel: act(['mentor'], (s, a, { fileAccess }) => s.personalFiles.cancel(a, fileAccess.id)),
  },
  programmes: {
    ofYear: 'reads', dueBetween: 'reads', overdueBefore: 'reads',
    gaps: 'reads', get: 'reads', getMany: 'reads', ofPair: 'reads', tasksOf: 'reads', toCheck: 'reads', list: 'reads', versions: 'reads', proposals: 'reads', planNudges: 'inside',
    // What the pair does to its programme inside its own transaction; the pair's steps above ask the right.
    start: 'inside', suspend: 'inside', resume: 'inside', terminate: 'inside', moveToPair: 'inside', dropMentee: 'inside',
    draft: act(['mentor', 'curator', 'council'], (s, a, { pair }) => s.programmes.draft(a, pair.id)),
    change: act(['curator'], (s, a, { programme }) => s.programmes.change(a, programme.id, { goal: 'Другая' }, 'так')),
    addRow: act(['curator'], (s, a, { programme, rowInput }) => s.programmes.addRow(a, programme.id, rowInput, 'так')),
    changeRow: act(['curator'], (s, a, { programme, row }) => s.programmes.changeRow(a, { programmeId: programme.id, rowId: row.id, patch: { measures: 'иные' }, reason: 'так' })),
    removeRow: act(['curator'], (s, a, { programme, row }) => s.programmes.removeRow(a, { programmeId: programme.id, rowId: row.id })),
    keepReportDraft: act(['mentee', 'curator'], (s, a, { programme, row, people }) => s.programmes.keepReportDraft(a, { programmeId: programme.id, rowId: row.id, menteeId: people.mentee.id, draft: null })),
    reportDraft: 'reads',
    keepRowDraft: act(['mentor', 'curator', 'council'], (s, a, { programme }) => s.programmes.keepRowDraft(a, programme.id, null)),
    show: act(['mentor', 'curator', 'council'], (s, a, { programme }) => s.programmes.show(a, programme.id)),
    agree: act(['mentee', 'curator'], (s, a, { programme, people }) => s.programmes.agree(a, { programmeId: programme.id, menteeId: people.mentee.id })),
    proposeCorrection: act(['mentee', 'curator'], (s, a, { programme, people }) => s.programmes.proposeCorrection(a, { programmeId: programme.id, menteeId: people.mentee.id, text: 'иначе' })),
    approve: act(['curator', 'head'], (s, a, { programme }) => s.programmes.approve(a, programme.id)),
    sendBack: act(['curator', 'head'], (s, a, { programme }) => s.programmes.sendBack(a, programme.id, 'иначе')),
    report: act(['mentee', 'curator'], (s, a, scene) => s.programmes.report(a, { ...target(scene), text: 'ещё', fileIds: [] })),
    accept: act(['mentor', 'curator'], (s, a, scene) => s.programmes.accept(a, target(scene))),
    returnRow: act(['mentor', 'curator'], (s, a, scene) => s.programmes.returnRow(a, { ...target(scene), comment: 'доработать' })),
    release: act(['mentor', 'curator'], (s, a, scene) => s.programmes.release(a, { ...target(scene), reason: 'не нужно' })),
    moveTerm: act(['mentor', 'mentee', 'curator'], (s, a, { programme, row }) => s.programmes.moveTerm(a, { programmeId: programme.id, rowId: row.id, finalOn: '2026-11-01', reason: 'так' })),
    summarise: act(['mentor', 'curator'], (s, a, { programme }) => s.programmes.summarise(a, programme.id, 'итог')),
    confirmCompletion: act(['curator', 'head'], (s, a, { programme }) => s.programmes.confirmCompletion(a, programme.id)),
  },
  psychology: {
    outlook: 'inside',
    askConsultation: act(['mentor', 'mentee', 'otherMentor', 'otherMentee', 'curator', 'head'], (s, a, { school }) => s.psychology.askConsultation(a, school.id)),
    note: act(['psychologist'], (s, a, { school, people, day }) => s.psychology.note(a, school.id, { kind: 'support', on: day, personIds: [people.mentee.id] })),
    change: act(['psychologist'], (s, a, { note, people, day }) => s.psychology.change(a, note.id, { kind: 'support', on: day, personIds: [people.mentee.id] })),
    release: act(['psychologist'], (s, a, { note }) => s.psychology.release(a, note.id)),
    read: act(['psychologist'], (s, a, { note }) => s.psychology.read(a, note.id)),
    conclusions: act(['psychologist', 'curator', 'head'], (s, a, { school, people }) => s.psychology.conclusions(a, school.id, { personId: people.mentee.id })),
  },
  questionnaires: {
    ofPerson: 'reads', surveyTerms: 'reads', askedBetween: 'reads',
    progress: 'reads', latest: 'reads', latestSent: 'reads', listOf: 'reads', senders: 'reads', currentVersion: 'reads', versions: 'reads', nominations: 'reads',
    start: act(['mentee', 'curator'], (s, a, { people }) => s.questionnaires.start(a, { personId: people.mentee.id, kind: 'needs' })),
    current: act(['mentee', 'curator'], (s, a, { response }) => s.questionnaires.current(a, response.id)),
    tick: act(['mentee', 'curator'], (s, a, { response, question }) => s.questionnaires.tick(a, { responseId: response.id, questionId: question.question.id, code: question.question.options[0]?.code ?? '', on: true })),
    answer: act(['mentee', 'curator'], (s, a, { response, question }) => s.questionnaires.answer(a, { responseId: response.id, questionId: question.question.id, value: null })),
    goBack: act(['mentee', 'curator'], (s, a, { response }) => s.questionnaires.goBack(a, response.id)),
    goTo: act(['mentee', 'curator'], (s, a, { response, question }) => s.questionnaires.goTo(a, response.id, question.question.id)),
    summary: act(['mentee', 'curator'], (s, a, { response }) => s.questionnaires.summary(a, response.id)),
    send: act(['mentee', 'curator'], (s, a, { response }) => s.questionnaires.send(a, response.id)),
    competencesOf: 'reads',
    markCompetences: act(['curator'], (s, a, { people }) => s.questionnaires.markCompetences(a, { personId: people.mentor.id, codes: [] })),
    publish: act(['curator'], (s, a, { school }) => s.questionnaires.publish(a, school.id, 'needs', { title: 'Чужая', intro: '', questions: [] })),
    close: act(['curator'], (s, a, { school }) => s.questionnaires.close(a, school.id, 'needs', null)),
    // Any colleague may propose another one (MENTOR-02).
    nominate: act([...everybody], (s, a, { people }) => s.questionnaires.nominate(a, { personId: people.mentee.id, reason: 'опытная' })),
  } as Record<keyof Services['questionnaires'] & string, Guarded>,
  reminders: {
    surveyOutlook: 'reads', remindedToday: 'reads', plan: 'inside', isStillIdle: 'inside', isUnpaired: 'inside',
    forgetTomorrow: 'inside',
    remindTomorrow: act(['mentee'], (s, a, { programme, row }) => s.reminders.remindTomorrow(a, { programmeId: programme.id, rowId: row.id })),
    remindPair: act(['curator'], (s, a, { pair }) => s.reminders.remindPair(a, { pairId: pair.id, about: 'idle' })),
    remindOfSurvey: act(['curator'], (s, a, { people }) => s.reminders.remindOfSurvey(a, people.mentee.id)),
    openSurvey: act(['curator'], (s, a, { school }) => s.reminders.openSurvey(a, { organisationId: school.id, kind: 'needs', closesAt: new Date('2026-10-10T00:00:00Z') })),
  },
  requests: {
    get: 'reads', getMany: 'reads', openOf: 'reads', ofPair: 'reads', lifeOf: 'reads', holdsOf: 'reads', list: 'reads', escalate: 'inside', tendTerms: 'inside', takeOver: 'inside', stopOfPair: 'inside',
    askHelp: act(['mentee', 'curator'], (s, a, { pair, people }) => s.requests.askHelp(a, { pairId: pair.id, menteeId: people.mentee.id, text: 'совет' })),
    answerHelp: act(['mentor', 'curator'], (s, a, { help }) => s.requests.answerHelp(a, { requestId: help.id, text: 'да' })),
    askTerm: act(['mentee', 'curator'], (s, a, { programme, row, people }) => s.requests.askTerm(a, { programmeId: programme.id, rowId: row.id, menteeId: people.mentee.id, proposedOn: '2026-11-02' })),
    acceptTerm: act(['mentor', 'mentee', 'curator'], (s, a, { term }) => s.requests.acceptTerm(a, term.id)),
    counterTerm: act(['mentor', 'mentee', 'curator'], (s, a, { term }) => s.requests.counterTerm(a, { requestId: term.id, proposedOn: '2026-11-03' })),
    declineTerm: act(['mentor', 'mentee', 'curator'], (s, a, { term }) => s.requests.declineTerm(a, { requestId: term.id, text: 'нет' })),
    cancel: act(['mentee', 'curator'], (s, a, { term }) => s.requests.cancel(a, term.id)),
  },
  savedFilters: {
    list: 'reads',
    // An account's own words, kept under its own id: whoever has no account is refused, and nobody names another's.
    save: act([], (s, a) => s.savedFilters.save({ ...a, accountId: null }, { resource: 'Person', name: 'Мои люди', query: {} })),
    change: act([], (s, a) => s.savedFilters.change({ ...a, accountId: null }, { resource: 'Person', id: 'нет такого', name: 'Мои люди' })),
    remove: act([], (s, a) => s.savedFilters.remove({ ...a, accountId: null }, { resource: 'Person', id: 'нет такого' })),
  },
  upkeep: { recordJob: 'inside', recordLook: 'inside', health: 'inside' },
  waiting: { listFor: 'reads' },
}
