import { addEntityRolesRoute } from './routes/entityRoles';
import { createOpenApiRouter } from './schema/openapi';

/** The HTTP side of the plugin, idea by idea. */
export async function createRouter(
  options: Parameters<typeof addEntityRolesRoute>[1],
) {
  const router = await createOpenApiRouter();
  addEntityRolesRoute(router, options);
  return router;
}
