import { createAccountResource } from './account-resource.js'
import { createAuditResource } from './audit-resource.js'
import { createOrganisationResource } from './organisation-resource.js'
import { createPersonResource } from './person-resource.js'
import type { ResourceFactory } from './resource-entry.js'

/** Every resource of the panel, in the order of the side menu. */
export const resourceFactories: ResourceFactory[] = [createPersonResource, createOrganisationResource, createAccountResource, createAuditResource]
