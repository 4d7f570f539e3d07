import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /**
       * Provides the roles that the session-manager backend knows as entities.
       * Absent: it is off.
       */
      sessionManager?: {
        /**
         * When the entities are updated. Default: every 10 minutes.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * The entity ref of the group or user that owns the roles of no service,
         * and of services without an owner. Default: such roles are left out.
         */
        defaultOwner?: string;
      };
    };
  };
}
