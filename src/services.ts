import type { AccountService } from './modules/accounts/account-service.js'
import type { AnnouncementService } from './modules/announcements/announcement-service.js'
import type { AttachmentService } from './modules/attachments/attachment-service.js'
import type { AuditService } from './modules/audit/audit-service.js'
import type { CalendarService } from './modules/calendar/calendar-service.js'
import type { ConsentService } from './modules/consents/consent-service.js'
import type { DeliveryService } from './modules/deliveries/delivery-service.js'
import type { DocumentService } from './modules/documents/document-service.js'
import type { DutyService } from './modules/duties/duty-service.js'
import type { InvitationService } from './modules/invitations/invitation-service.js'
import type { MeetingService } from './modules/meetings/meeting-service.js'
import type { OfficeService } from './modules/organisations/office-service.js'
import type { OrganisationService } from './modules/organisations/organisation-service.js'
import type { OwnCaseService } from './modules/accounts/conflict-of-duties.js'
import type { PairService } from './modules/pairs/pair-service.js'
import type { PeopleService } from './modules/people/people-service.js'
import type { PersonalFileService } from './modules/personal-files/file-access-service.js'
import type { PrivacyService } from './modules/privacy/privacy-service.js'
import type { ProgrammeService } from './modules/programmes/programme-service.js'
import type { PsychologyService } from './modules/psychology/psychology-service.js'
import type { QuestionnaireService } from './modules/questionnaires/questionnaire-service.js'
import type { ReminderService } from './modules/reminders/reminder-service.js'
import type { RequestService } from './modules/requests/request-service.js'
import type { SavedFilterService } from './modules/saved-filters/saved-filter-service.js'
import type { UpkeepService } from './modules/upkeep/upkeep-service.js'
import type { WaitingService } from './modules/waiting/waiting-service.js'

/** All use cases of the product: bot, panel, jobs and commands are shells around these. */
export interface Services {
  accounts: AccountService
  announcements: AnnouncementService
  attachments: AttachmentService
  audit: AuditService
  calendar: CalendarService
  consents: ConsentService
  deliveries: DeliveryService
  documents: DocumentService
  duties: DutyService
  invitations: InvitationService
  meetings: MeetingService
  offices: OfficeService
  organisations: OrganisationService
  ownCases: OwnCaseService
  pairs: PairService
  people: PeopleService
  personalFiles: PersonalFileService
  privacy: PrivacyService
  programmes: ProgrammeService
  psychology: PsychologyService
  questionnaires: QuestionnaireService
  reminders: ReminderService
  requests: RequestService
  savedFilters: SavedFilterService
  upkeep: UpkeepService
  waiting: WaitingService
}
