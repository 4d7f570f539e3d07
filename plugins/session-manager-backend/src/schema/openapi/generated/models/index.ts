//

export * from '../models/Abilities.model';
export * from '../models/Ability.model';
export * from '../models/AccountFault.model';
export * from '../models/AwsFault.model';
export * from '../models/Change.model';
export * from '../models/Drift.model';
export * from '../models/DriftDrifted.model';
export * from '../models/DriftInSync.model';
export * from '../models/DriftUnmanaged.model';
export * from '../models/EntityRoles.model';
export * from '../models/ErrorError.model';
export * from '../models/ErrorRequest.model';
export * from '../models/ErrorResponse.model';
export * from '../models/FaultyRoleStatus.model';
export * from '../models/FoundRoleStatus.model';
export * from '../models/InstanceCount.model';
export * from '../models/InstanceFault.model';
export * from '../models/InstanceProfile.model';
export * from '../models/InstanceUse.model';
export * from '../models/LastUsed.model';
export * from '../models/MissingRoleStatus.model';
export * from '../models/ModelError.model';
export * from '../models/Reach.model';
export * from '../models/RoleIdentity.model';
export * from '../models/RoleStatus.model';
