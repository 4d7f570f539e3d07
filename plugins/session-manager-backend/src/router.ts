import { addEntityRolesRoute } from './routes/entityRoles';
import { addPreviewRoute } from './routes/preview';
import { createOpenApiRouter } from './schema/openapi';

/** What the routes work with. */
type RouterOptions = Parameters<typeof addEntityRolesRoute>[1] &
  Parameters<typeof addPreviewRoute>[1];

/** The HTTP side of the plugin, idea by idea. */
export async function createRouter(options: RouterOptions) {
  const router = await createOpenApiRouter();
  addEntityRolesRoute(router, options);
  addPreviewRoute(router, options);
  return router;
}
