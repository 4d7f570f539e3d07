import type { AppNode, AppTree } from '@backstage/frontend-plugin-api';
import { roleTemplates, RoleTemplates } from '../components/role/templateForm';

/** The parts of the plugin that an app can show, by the id of the extension. */
const NAMES = {
  'api:session-manager': 'api',
  'entity-card:session-manager/roles': 'card',
  'entity-content:session-manager/roles': 'tab',
  'entity-icon-link:session-manager/connect': 'connect',
  'page:session-manager': 'page',
  'sub-page:session-manager/roles': 'roles',
  'sub-page:session-manager/requests': 'requests',
  'sub-page:session-manager/explain': 'explain',
  'page:session-manager/batch': 'batch',
  'page:session-manager/handover': 'handover',
  'page:session-manager/installation': 'installation',
  'scaffolder-template-filter:session-manager': 'templateFilter',
  'search-result-list-item:session-manager': 'search',
  'catalog-filter:session-manager/role-state': 'catalogFilter',
  'home-page-widget:session-manager/roles': 'home',
} as const;

const FIELD = /^scaffolder-form-field:session-manager\//;
const OURS = /^[^:]+:session-manager(?:\/|$)/;

/** How an extension of the plugin is called on a screen. */
export interface ExtensionName {
  key: (typeof NAMES)[keyof typeof NAMES] | 'field' | 'other';
  /** For those that have no name of their own. */
  name: string;
}

/** An extension of the plugin, and whether the app shows it. */
export interface AppExtension {
  id: string;
  name: ExtensionName;
  hidden?: 'off' | 'noPlace' | 'condition' | 'failed';
  /** The id of the extension that it belongs into. */
  place: string;
  config: {
    /** For the card, the tab and the link: which entities show them. */
    filter?: unknown;
    /** The templates that it opens. */
    templates: string[];
  };
}

/** The extensions of the plugin in an app on the new frontend system. */
export function appExtensions(tree: AppTree): AppExtension[] {
  return [...tree.nodes.values()]
    .filter(({ spec: { id } }) => OURS.test(id))
    .map(node => ({
      id: node.spec.id,
      name: nameOf(node.spec.id),
      hidden: whyHidden(node),
      place: node.spec.attachTo.id,
      config: configOf(nameOf(node.spec.id), node.spec.config),
    }));
}

function nameOf(id: string): ExtensionName {
  if (FIELD.test(id)) {
    return { key: 'field', name: id.replace(FIELD, '') };
  }
  const name = Object.entries(NAMES).find(([known]) => known === id);
  return { key: name?.[1] ?? 'other', name: id };
}

function whyHidden(node: AppNode): AppExtension['hidden'] {
  const { spec, edges, instance } = node;
  if (spec.disabled) {
    return 'off';
  }
  if (instance) {
    return undefined;
  }
  if (!edges.attachedTo?.node.instance) {
    return 'noPlace';
  }
  return spec.if ? 'condition' : 'failed';
}

/** An extension has its configuration as it was written, without defaults. */
function configOf(
  { key }: ExtensionName,
  config: unknown,
): AppExtension['config'] {
  const { filter, ...given } = (config ?? {}) as Partial<RoleTemplates> & {
    filter?: unknown;
  };
  const templates = roleTemplates(given);
  switch (key) {
    case 'card':
    case 'tab':
      return { filter, templates: Object.values(templates) };
    case 'requests':
    case 'home':
      return { filter, templates: [templates.template] };
    default:
      return { filter, templates: [] };
  }
}
