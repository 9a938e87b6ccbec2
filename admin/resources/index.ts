import { createAccountResource } from './account-resource.js'
import { createAuditResource } from './audit-resource.js'
import { createOrganisationResource } from './organisation-resource.js'
import { createPersonResource } from './person-resource.js'
import { createConsentResource } from './consent-resource.js'
import { createDeliveryResource } from './delivery-resource.js'
import { createInvitationResource } from './invitation-resource.js'
import { createQuestionnaireResource } from './questionnaire-resource.js'
import { createResponseResource } from './response-resource.js'
import type { ResourceFactory } from './resource-entry.js'

/** Every resource of the panel, in the order of the side menu. */
export const resourceFactories: ResourceFactory[] = [createPersonResource, createInvitationResource, createQuestionnaireResource, createResponseResource, createConsentResource, createDeliveryResource, createOrganisationResource, createAccountResource, createAuditResource]
