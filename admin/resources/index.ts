import type { ResourceFactory } from './resource-entry.js'
import { createAccountResource } from './account-resource.js'
import { createAnnouncementResource } from './announcement-resource.js'
import { createAuditResource } from './audit-resource.js'
import { createConsentResource } from './consent-resource.js'
import { createDeliveryResource } from './delivery-resource.js'
import { createDocumentResource } from './document-resource.js'
import { createInvitationResource } from './invitation-resource.js'
import { createMeetingResource } from './meeting-resource.js'
import { createOrganisationResource } from './organisation-resource.js'
import { createPairResource } from './pair-resource.js'
import { createPersonResource } from './person-resource.js'
import { createProgrammeResource } from './programme-resource.js'
import { createQuestionnaireResource } from './questionnaire-resource.js'
import { createRequestResource } from './request-resource.js'
import { createResponseResource } from './response-resource.js'

/** Every resource of the panel, in the order of the side menu. */
export const resourceFactories: ResourceFactory[] = [createPairResource, createProgrammeResource, createMeetingResource, createRequestResource, createDocumentResource, createPersonResource, createInvitationResource, createQuestionnaireResource, createResponseResource, createConsentResource, createDeliveryResource, createAnnouncementResource, createOrganisationResource, createAccountResource, createAuditResource]
